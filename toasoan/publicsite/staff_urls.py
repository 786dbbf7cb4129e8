"""Addresses of the screens where the front is arranged."""

from django.urls import path

from toasoan.publicsite.views import front, front_plans, front_preview

app_name = "front"
urlpatterns = [
    path("trang-chu/", front.front_show, name="front"),
    path("trang-chu/xem-truoc/", front_preview.preview_show, name="preview"),
    path("trang-chu/xem-truoc/trang/", front_preview.preview_page, name="preview_page"),
    path("trang-chu/lich/", front_plans.plan_list, name="plans"),
    path("trang-chu/lich/moi/", front_plans.plan_new, name="plan_new"),
    path("trang-chu/lich/<int:pk>/", front_plans.plan_show, name="plan"),
    path("trang-chu/lich/<int:pk>/rut/", front_plans.plan_withdraw, name="plan_end"),
    path(
        "trang-chu/lich/<int:pk>/nhan-doi/",
        front_plans.plan_duplicate,
        name="plan_duplicate",
    ),
    path(
        "trang-chu/lich/<int:pk>/hen-bai/",
        front_plans.plan_promise,
        name="plan_promise",
    ),
]
