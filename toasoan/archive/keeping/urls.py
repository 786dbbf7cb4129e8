"""Addresses of how the archive is kept."""

from django.urls import path

from toasoan.archive.views import keeping, keeping_files, releasing

app_name = "keeping"
urlpatterns = [
    path("thung-rac/", keeping.bin_list, name="bin"),
    path("thung-rac/so-ngay/", keeping.bin_days_save, name="bin_days"),
    path("thung-rac/<int:pk>/khoi-phuc/", keeping.restore, name="restore"),
    path("luu-giu/", keeping.rule_list, name="rules"),
    path("luu-giu/<int:pk>/", keeping.rule_proposals, name="proposals"),
    path("luu-giu/<int:pk>/thoi/", keeping.rule_finish, name="rule_end"),
    path("da-dang/", keeping_files.deposit_list, name="deposits"),
    path("da-dang/<int:pk>/tep/", keeping_files.deposit_file, name="deposit_file"),
    path("da-dang/<int:pk>/thoi-luu/", releasing.release, name="release"),
    path("da-dang/<int:pk>/thoi-luu/tra-loi/", releasing.answer, name="release_answer"),
    path("kiem-tra-tep/", keeping_files.fixity_report, name="fixity"),
    path("kiem-tra-tep/<int:pk>/", keeping_files.file_mend, name="mend"),
    path("dung-luong/", keeping_files.storage_report, name="storage"),
]
