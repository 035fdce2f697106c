"""Built names: what is left out early, or looked up, is what the plain way comes to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dibao.entities import place
from dibao.entities.built import Proposal, best, windows
from dibao.entities.org.bonus import BY_EDGE
from dibao.entities.org.heads import TABLE, Head
from dibao.entities.org.reader import Reader
from dibao.entities.place.suffix import most
from dibao.pipeline import stages
from dibao.reading.document import split
from dibao.scene import Scene
from dibao.tables import lexicon
from dibao.tables.gazetteer import gazetteer

TEXT = """衡阳市市长方致远、副市长丁一鸣赴柳叶湖大道和梅子坳片区调研，市教育局党委书记侯清明陪同。
衡阳云帆机械制造有限公司(以下简称云帆公司)董事长石鸣谦介绍了第15号厂房；“晨光”学校校长欧阳晓岚说，各部门、该公司和一家医院都会更好。
摄于南临端午路的某某(香港)有限公司、3.宿舍楼。上海延安制药厂的市属企业，省级先进集体，市自来水公司第2营业部。"""


def scene_of(text: str) -> Scene:
    (article,) = split(text).articles
    return next(scene for name, scene in stages(article, gazetteer()) if name == "places")


def hopeful(reader: Reader, head: Head) -> bool:
    builder = reader.builder
    return bool(builder.hopeful([(head.start, head.end, 0)], {0: builder.scale.bias + head.form.weight}))


def test_the_likeliest_reading_is_the_best_proposal() -> None:
    reader = Reader(scene_of(TEXT))
    builder, tried = reader.builder, 0
    for group in reader.groups():
        for head in group:
            if not isinstance(head, Head):
                continue
            start, end, form = head
            every = builder.proposals(start, end, form.grade)
            found = builder.likeliest(start, end, form.grade, form.weight)
            if not hopeful(reader, head):
                assert found is None
            if found is not None:
                tried += 1
                expected = best(every, TABLE, BY_EDGE)
                assert expected == (found[0], builder.proposal(found[1], start, end, form.grade))
        for org in reader.sure(group):
            reader.accept(org)
    assert tried > 10


def test_groups_without_hopeless_heads_hold_all_others() -> None:
    every, few = Reader(scene_of(TEXT)), Reader(scene_of(TEXT))
    kept = [item for group in few.groups(hopeless=False) for item in group]
    for group in every.groups():
        for item in group:
            if isinstance(item, Head) and item not in kept:
                assert not hopeful(every, item)


def test_a_head_stands_before_a_sign_unless_it_is_fixed_or_rejected() -> None:
    """No ordinary word goes on with anything but an ideograph."""
    rows = lexicon.table("words").rows
    assert all(char >= "\u3400" for row in rows for char in row[0][1:])


def test_an_anchor_is_near_where_no_border_parts_it_from_a_head() -> None:
    reader = Reader(scene_of(TEXT))
    g, builder = reader.ground, reader.builder
    for start in range(1, len(g.text)):
        low = g.content_start(start)
        if any(low <= end <= start for end, _, _ in builder.anchors):
            assert builder.near[start]


def test_a_school_is_read_again_from_where_its_owner_was_asked_for() -> None:
    text = "4月3日，衡阳市晨光中学开学。\n衡阳市晨光中学校长侯清明讲话。\n党委书记石鸣谦、教学处副主任欧阳晓岚出席，团委组织。\n"
    for more in ("", text, "衡阳市人民政府办公室印发通知。\n"):
        first, whole = Reader(scene_of(more + text)), Reader(scene_of(more + text))
        first.run()
        assert first.owner_asked is not None
        owner = next(o for o in first.org_ends.values() if o.kind == "school")
        first.scene.owner = whole.scene.owner = owner
        assert first.again() == whole.run()
        assert any(o.parent == owner.name for o in first.out)


def test_no_bonus_of_a_place_suffix_is_more_than_its_most() -> None:
    suffixes = gazetteer().place_suffix
    scene = scene_of(TEXT)
    for _, _, form in scene.hits["place_suffix"]:
        suffixes[form]
    ways = [
        ("place", ("?",)),
        ("place", ("柳", "叶")),
        ("word", ("柳叶",)),
        ("word", ("柳", "叶")),
        ("break", ("?",)),
    ]
    for head in list(suffixes.values()):
        for at, inside in ways:
            for governed in (True, False):
                text = "柳叶" + head.form
                found = Proposal(0, len(text), at, 0, inside, "\n", head.form, "weak", "\n")
                assert place.bonus(found, head, text, governed) <= most(head)


@given(st.lists(st.sampled_from(["#", "第", "第#", "”", "?", "A", "市", "大道"])))
def test_words_of_a_name_run_together_from_the_left(words: list[str]) -> None:
    out: list[str] = []
    for word in words:
        if word == "#" and out and out[-1] in ("#", "第", "第#"):
            out[-1] = "#" if out[-1] == "#" else "第#"
        elif word != "”":
            out.append(word)
    assert windows.plain(words) == tuple(out)


def test_signs_are_borders_and_pairs() -> None:
    scene = scene_of("南临端午路，“晨光”楼(3.宿舍楼)和1.5公里外的我市·B座é")
    signs = Reader(scene).ground.signs
    text = scene.text
    assert [text[at] for at in range(len(text)) if signs[at] == 1] == ["临", ",", ".", "市", "é"]
    assert [text[at] for at in range(len(text)) if signs[at] == 2] == ["“", "”", "(", ")"]
