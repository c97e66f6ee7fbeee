"""Two pages side by side: which lines are marked, and that nothing on them can be pressed."""

from policies.admin.releases.marked import side_by_side

MARK = '<b class="mark">{}</b>'


def test_a_line_is_marked_on_both_sides_and_says_how():
    before, after = side_by_side(
        '<h3>补助</h3><p class="amount"><b>6,000</b> <span>元</span></p><ul><li>学历</li><li>年龄</li></ul>',
        '<h3>补助</h3><p class="amount"><b>6,500</b> <span>元</span></p><ul><li>学历</li></ul><p>新的一句</p>',
    )
    assert f'<p class="amount" data-changed>{MARK.format("原来")} <b>6,000</b>' in before
    assert f'<p class="amount" data-changed>{MARK.format("改成")} <b>6,500</b>' in after
    assert "<h3>补助</h3>" in before
    assert "<li>学历</li>" in after
    assert before.count("data-changed") == 2
    assert after.count("data-changed") == 2


def test_what_is_only_on_one_side_is_new_or_gone():
    before, after = side_by_side("<ul><li>甲</li><li>乙</li></ul>", "<ul><li>甲</li></ul>")
    assert f"<li data-changed>{MARK.format('去掉')} 乙</li>" in before
    assert "data-changed" not in after
    _, after = side_by_side("<p>甲</p>", "<p>甲</p><p>乙</p>")
    assert f"<p data-changed>{MARK.format('新增')} 乙</p>" in after


def test_white_space_and_what_a_line_holds_inside_change_nothing_about_it():
    before, after = side_by_side("<li>甲\n  乙<ul><li>丙</li></ul></li>", "<li>甲&nbsp;乙 <ul><li>丁</li></ul></li>")
    assert before.startswith("<li>甲")
    assert before.count("data-changed") == after.count("data-changed") == 1


def test_an_address_that_changed_is_seen():
    before, after = side_by_side(
        '<p><a href="https://a.example/1">办理</a></p>', '<p><a href="https://a.example/2">办理</a></p>'
    )
    assert "data-changed" in before
    assert "<a>办理</a>" in after
    assert '<small class="address">https://a.example/2</small>' in after


def test_nothing_can_be_pressed_and_no_name_is_there_twice():
    page = (
        '<article class="card" id="x"><svg class="icon"><use href="/sprite.svg#a"/></svg>'
        '<form method="post" action="/x">'
        '<input type="hidden" name="a" value="&lt;"><button>复制</button></form></article>'
    )
    shown, _ = side_by_side(page, page)
    assert shown == (
        '<article class="card"><svg class="icon"><use href="/sprite.svg#a"/></svg><div>'
        '<input type="hidden" name="a" value="&lt;" disabled><button disabled>复制</button></div></article>'
    )


def test_what_is_escaped_stays_escaped():
    _, after = side_by_side("<p>甲</p>", "<p>&lt;script&gt;&#x27;乙&amp;</p>")
    assert "&lt;script&gt;&#x27;乙&amp;" in after
