"""Starting says in one Vietnamese line what is wrong, and lists where to go."""

import socket

import pytest

from toasoan.core.environment import Environment
from tools.start import machine, run
from tools.start.table import table_lines
from tools.start.words import CannotStart


def test_a_taken_port_is_named_with_the_way_round_it(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CannotStart) as refusal:
            machine.machine_check("127.0.0.1", port, tmp_path)

    assert str(refusal.value) == (
        f"Cổng {port} đang có chương trình khác dùng: dừng chương trình đó "
        "hoặc đặt TOASOAN_PORT."
    )


def test_a_port_that_is_no_number_is_refused_in_vietnamese():
    with pytest.raises(CannotStart) as refusal:
        machine.port_read(Environment({"TOASOAN_PORT": "tám nghìn"}))

    assert str(refusal.value) == (
        "Thiết lập chưa đúng. TOASOAN_PORT='tám nghìn': ghi một số nguyên từ 1 đến "
        "65535. Sửa biến môi trường hoặc tệp .env."
    )


def test_a_folder_that_is_a_file_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "data"
    path.write_text("x", "utf-8")

    with pytest.raises(CannotStart) as refusal:
        machine.machine_check("127.0.0.1", 0, path)

    assert str(path) in str(refusal.value)
    assert path.read_text("utf-8") == "x"


def test_the_table_shows_addresses_people_and_their_password():
    lines = table_lines(
        8001,
        {
            "domain": "localhost",
            "units": [("Tạp chí Thuế", "thue.localhost")],
            "people": [("Nguyễn Thu Hà", "Phóng viên", "thu.ha@tbtc.vidu.vn")],
            "password": "mot-mat-khau",
        },
    )

    text = "\n".join(lines)
    assert "Tạp chí Thuế       http://thue.localhost:8001/" in text
    assert "Dành cho tòa soạn  http://localhost:8001/toa-soan/" in text
    assert "Nguyễn Thu Hà  Phóng viên  thu.ha@tbtc.vidu.vn" in text
    assert "mot-mat-khau" in text


def test_without_trial_people_no_password_is_printed():
    facts = {"domain": "localhost", "units": [], "people": [], "password": "bi-mat"}

    assert "bi-mat" not in "\n".join(table_lines(80, facts))


def test_web_is_a_process_and_all_of_manage_py_share_another():
    lines = run.processes()

    assert list(lines) == ["web", "background"]
    assert lines["background"] == (
        "python manage.py background 'worker --without media' "
        "'worker --queues media' scheduler"
    )
