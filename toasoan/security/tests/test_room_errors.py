import pytest

from toasoan.security.tests.test_sign_in import sign_in

REFUSED = "Bạn không có quyền làm việc này. Hỏi người quản trị đơn vị."
SAFE = "Chưa có gì thay đổi: dữ liệu giữ nguyên như trước khi bạn bấm."


@pytest.fixture
def staff(client, chief):
    sign_in(client)
    return client


def test_a_refusal_becomes_a_page_that_says_what_is_safe(staff):
    response = staff.get("/toa-soan/thu/tu-choi/", headers={"accept": "text/html"})

    page = response.content.decode()
    assert response.status_code == 403
    assert REFUSED in page
    assert SAFE in page
    assert 'href="/toa-soan/"' in page


def test_the_room_s_own_words_are_shown_escaped(staff):
    page = staff.get("/toa-soan/thu/loi-rieng/").content.decode()

    assert (
        "Bài &lt;b&gt;này&lt;/b&gt; của đơn vị khác. Xin chia sẻ ở trang bài." in page
    )


def test_a_program_gets_json(staff):
    response = staff.get(
        "/toa-soan/thu/tu-choi/", headers={"accept": "application/json"}
    )

    assert response.status_code == 403
    assert response.json() == {"code": "not_allowed", "message": REFUSED}


def test_a_breakdown_is_logged(staff, caplog):
    response = staff.get("/toa-soan/thu/hong/")

    assert response.status_code == 503
    assert [r.getMessage() for r in caplog.records if "middleware" in r.name] == [
        "house_broken: Việc này không làm được."
    ]


def test_other_errors_and_reader_pages_are_left_alone(staff):
    staff.raise_request_exception = False

    assert staff.get("/toa-soan/thu/vap/").status_code == 500
    assert SAFE not in staff.get("/tin/tu-choi/").content.decode()


def test_somebody_who_is_not_signed_in_reads_the_refusal_too(client, db):
    response = client.get("/toa-soan/thu/tu-choi/")

    assert response.status_code == 403
    assert REFUSED in response.content.decode()
