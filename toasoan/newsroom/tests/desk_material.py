"""Items lying at desks, and a person who looks at a board or does something from it."""

from datetime import timedelta

from django.urls import reverse

from toasoan.content.models import ItemPlace
from toasoan.content.tests.factories import make_article
from toasoan.core import clock
from toasoan.newsroom.desk_board.cards import placed_of
from toasoan.newsroom.desk_board.columns import Look, columns_read


def stage(desk, takes):
    return desk.stages.get(takes=takes)


def put(item, where, *, hours=0):
    ItemPlace.objects.filter(item_id=item.pk).delete()
    return ItemPlace.objects.create(
        item_id=item.pk, stage=where, since=clock.now() - timedelta(hours=hours)
    )


def lay(room, desk, title, *, takes="writing", hours=0):
    item = make_article(room, title, lead_photo=None)
    put(item, stage(desk, takes), hours=hours)
    return item


def read(room, columns, user=None, **params):
    look = Look(user or room.chief, room.unit, clock.now(), params)
    board = columns_read(look, columns(look))
    placed = placed_of(board, look.at)
    titles = {
        column.label: [each.card.item.title for each in placed.get(column.key, [])]
        for column in board.columns
    }
    return board, placed, titles


def sheet(client, person, name, *args, **data):
    client.force_login(person)
    return client.post(
        reverse(f"newsroom:{name}", args=args), data, headers={"X-Sheet": "1"}
    )
