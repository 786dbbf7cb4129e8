"""Addresses of the staff's screens of items."""

from django.urls import path

from toasoan.content.views import chains, house_style, items, lists, pasting

app_name = "content"
urlpatterns = [
    path("bai/", lists.item_list, name="item_list"),
    path("bai/moi/", items.item_new, name="item_new"),
    path("bai/don-vi-khac/", lists.elsewhere_list, name="elsewhere"),
    path("bai/don-vi-khac/<int:pk>/", lists.syndicate, name="syndicate"),
    path("bai/<int:pk>/", items.item_show, name="item"),
    path("bai/<int:pk>/lich-su/", items.item_history_show, name="item_history"),
    path("bai/<int:pk>/xem-truoc/", items.item_preview_link, name="item_preview"),
    path("bai/<int:pk>/anh-dai-dien/", items.item_lead_photo, name="item_lead_photo"),
    path("bai/<int:pk>/dan/", pasting.paste, name="paste"),
    path("bai/<int:pk>/<slug:verb>/", items.item_act, name="item_act"),
    path("don-vi/quy-trinh/", chains.chain_list, name="chains"),
    path("don-vi/quy-trinh/them/", chains.chain_new, name="chain_new"),
    path("don-vi/quy-trinh/<int:pk>/bo/", chains.chain_delete, name="chain_delete"),
    path("don-vi/quy-trinh/<int:pk>/them-buoc/", chains.step_new, name="step_new"),
    path("don-vi/quy-trinh/buoc/<int:pk>/sua/", chains.step_edit, name="step_edit"),
    path(
        "don-vi/quy-trinh/buoc/<int:pk>/<slug:verb>/",
        chains.step_change,
        name="step_change",
    ),
    path("don-vi/quy-uoc/", house_style.rule_list, name="house_style"),
    path("don-vi/quy-uoc/nhieu/", house_style.rule_paste, name="house_style_paste"),
    path("don-vi/quy-uoc/<int:pk>/", house_style.rule_edit, name="house_style_rule"),
    path("don-vi/quy-uoc/<int:pk>/xoa/", house_style.rule_end, name="house_style_end"),
    path("phan-cong/<int:pk>/viet/", items.assignment_write, name="item_start"),
]
