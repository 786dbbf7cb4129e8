"""One press on the screen of a package's items: what the groups are then."""

from collections.abc import Callable, Sequence

from toasoan.content.curation.package_groups import Group, Member, keys_sent

Groups = list[Group]


def groups_posted(
    titles: Sequence[str], rows: Sequence[tuple[str, str, str]]
) -> Groups:
    """Return the groups of a form: their titles, and (item, group, headline) in order.

    A row that names no item or no group is left out.
    """
    members: list[list[Member]] = [[] for _title in titles]
    for item, group, headline in rows:
        if group.isdecimal() and int(group) < len(members):
            for key in keys_sent([item]):
                members[int(group)].append(Member(key, headline.strip()))
    return [
        Group(title.strip(), tuple(found))
        for title, found in zip(titles, members, strict=True)
    ]


def groups_after(groups: Groups, act: str) -> Groups:
    """Return the groups after a press named "verb:number"; any other changes nothing."""
    verb, _colon, number = act.partition(":")
    change, keys = ACTS.get(verb), keys_sent([number or "0"])
    return change(groups, keys[0]) if change and keys else groups


def _place(groups: Groups, item: int) -> tuple[int, int] | None:
    return next(
        (
            (n, k)
            for n, group in enumerate(groups)
            for k, member in enumerate(group.members)
            if member.item == item
        ),
        None,
    )


def _with(groups: Groups, number: int, members: Sequence[Member]) -> Groups:
    changed = Group(groups[number].title, tuple(members))
    return [*groups[:number], changed, *groups[number + 1 :]]


def _up(groups: Groups, item: int) -> Groups:
    """Move it before the one above; the first of a group goes to the group above."""
    return _shift(groups, item, -1)


def _down(groups: Groups, item: int) -> Groups:
    return _shift(groups, item, 1)


def _shift(groups: Groups, item: int, step: int) -> Groups:
    place = _place(groups, item)
    if place is None:
        return groups
    n, k = place
    members = list(groups[n].members)
    member = members.pop(k)
    if 0 <= k + step <= len(members):
        members.insert(k + step, member)
        return _with(groups, n, members)
    if not 0 <= n + step < len(groups):
        return groups
    groups = _with(groups, n, members)
    there = list(groups[n + step].members)
    there.insert(len(there) if step < 0 else 0, member)
    return _with(groups, n + step, there)


def _drop(groups: Groups, item: int) -> Groups:
    return [
        Group(group.title, tuple(m for m in group.members if m.item != item))
        for group in groups
    ]


def _add(groups: Groups, item: int) -> Groups:
    if _place(groups, item) is not None:
        return groups
    groups = groups or [Group("", ())]
    last = len(groups) - 1
    return _with(groups, last, [*groups[last].members, Member(item)])


def _group_add(groups: Groups, _number: int) -> Groups:
    return [*groups, Group("", ())]


def _group_drop(groups: Groups, number: int) -> Groups:
    """Take the group away; what stood in it goes to the end of the one above."""
    if number >= len(groups):
        return groups
    left = [*groups[:number], *groups[number + 1 :]]
    orphans = groups[number].members
    if not orphans:
        return left
    if not left:
        return [Group("", orphans)]
    to = max(number - 1, 0)
    if number:
        return _with(left, to, [*left[to].members, *orphans])
    return _with(left, to, [*orphans, *left[to].members])


ACTS: dict[str, Callable[[Groups, int], Groups]] = {
    "up": _up,
    "down": _down,
    "drop": _drop,
    "add": _add,
    "group": _group_add,
    "ungroup": _group_drop,
}
