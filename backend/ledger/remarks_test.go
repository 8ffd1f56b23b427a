package ledger

import "testing"

func TestSuggestedDue(t *testing.T) {
	r := &Report{Meeting: "2024-09-05", Articles: []Article{{Start: 0, End: 50}, {Start: 50, End: 90, Meeting: "2024-09-12"}}}
	task := Entry{Kind: Task, Status: Draft, Start: 10}
	for name, c := range map[string]struct {
		alter func(*Entry)
		want  Date
	}{
		"the report's meeting":      {func(*Entry) {}, "2024-09-25"},
		"the article's own meeting": {func(e *Entry) { e.Start = 60 }, "2024-10-02"},
		"a date in the text":        {func(e *Entry) { e.Due = "2024-09-30" }, ""},
		"words of haste":            {func(e *Entry) { e.DueText = "尽快" }, ""},
		"no task":                   {func(e *Entry) { e.Kind = Shortcoming }, ""},
		"reviewed already":          {func(e *Entry) { e.Status = Registered }, ""},
	} {
		e := task
		c.alter(&e)
		if got := r.SuggestedDue(&e); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := (&Report{}).SuggestedDue(&task); got != "" {
		t.Errorf("without a meeting: %q", got)
	}
}

func TestSuggestedTheme(t *testing.T) {
	themes := []Theme{{Name: "垃圾分类", Cues: []string{"桶站"}}, {Name: "物业管理", Same: []string{"物业服务"}, Cues: []string{"物业"}}, {Name: "平安建设", Cues: []string{"服务"}}}
	for words, want := range map[string]string{"整治桶站": "垃圾分类 桶站", "提升物业服务水平": "物业管理 物业服务", "抓好落实": " "} {
		theme, cue := SuggestedTheme(&Entry{Status: Draft, Text: words}, themes)
		if theme+" "+cue != want {
			t.Errorf("%s: %s %s, want %s", words, theme, cue, want)
		}
	}
	if theme, _ := SuggestedTheme(&Entry{Status: Draft, Text: "整治桶站", Theme: "平安建设"}, themes); theme != "" {
		t.Errorf("a theme that is there is talked over: %s", theme)
	}
}

func TestRecurred(t *testing.T) {
	at := func(months ...Period) (all []Entry) {
		for _, p := range months {
			all = append(all, Entry{Period: p, Number: string(p)})
		}
		return all
	}
	for _, c := range []struct {
		before      []Entry
		last        string
		inARow, gap int
	}{
		{at("2024-08"), "2024-08", 2, 0},
		{at("2024-06", "2024-08", "2024-07", "2024-08"), "2024-08", 4, 0},
		{at("2024-07"), "2024-07", 1, 1},
		{at("2023-12", "2024-01"), "2024-01", 1, 7},
	} {
		if r := Recurred("2024-09", c.before); r == nil || r.Last.Number != c.last || r.InARow != c.inARow || r.Gap != c.gap {
			t.Errorf("%v: %+v", c.before, r)
		}
	}
	if r := Recurred("2024-09", at("2024-09", "2024-10")); r != nil {
		t.Errorf("from the same month and later: %+v", r)
	}
}

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"压实主体责任，加强检查", "压实主体责任、加强检查。", true},
		{"加大现场检查力度，9月底前完成桶站整治", "要加大现场检查力度，9月底前完成桶站整治", true},
		{"接诉即办", "接诉即办", true},
		{"接诉即办", "物业管理", false},
		{"消防安全", "消防安全和接诉即办", false},
		{"加大现场检查力度", "加大现场检查力度，建立红黑榜考评机制", false},
		{"", "", false}, {"，", "。", false}, {"一", "二", false}, {"一", "一", true},
	} {
		if got := Alike(c.a, c.b); got != c.want || Alike(c.b, c.a) != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

func TestRemark(t *testing.T) {
	r := &Report{Meeting: "2024-09-05"}
	e := &Entry{Kind: Shortcoming, Status: Draft, Period: "2024-09", Theme: "物业管理", Quote: "物业管理", Text: "物业管理"}
	past := []*Entry{
		{Number: "other kind", Kind: Task, Period: "2024-09", Quote: "物业管理", Text: "物业管理"},
		{Number: "other words", Kind: Shortcoming, Period: "2024-09", Theme: "物业管理", Quote: "停车秩序", Text: "停车秩序"},
		{Number: "same", Kind: Shortcoming, Period: "2024-09", Theme: "物业管理", Quote: "物业管理", Text: "物业管理"},
		{Number: "before", Kind: Shortcoming, Period: "2024-08", Theme: "物业管理", Quote: "物业", Text: "物业"},
		{Number: "other theme", Kind: Shortcoming, Period: "2024-07", Theme: "安全生产", Quote: "物业", Text: "物业"},
	}
	m := Remark(r, e, past, Likeness{})
	if m.Due != "" || m.Same == nil || m.Same.Number != "same" || m.Recurs == nil || m.Recurs.Last.Number != "before" || m.Recurs.InARow != 2 {
		t.Errorf("got %+v", m)
	}
}

func TestMeant(t *testing.T) {
	units := []Unit{{Name: "甲街道", Kind: Subdistrict}, {Name: "乙镇", Kind: Town}, {Name: "区丙局", Kind: Department}, {Name: "丁公司", Kind: Enterprise}}
	for words, want := range map[string]string{"相关街道": "甲街道", "有关街镇": "甲街道乙镇", "部分乡镇": "乙镇", "有关部门": "区丙局", "属地和有关部门": "甲街道乙镇区丙局", "责任单位": "甲街道乙镇区丙局丁公司"} {
		got := ""
		for _, u := range Meant(words, units) {
			got += u.Name
		}
		if got != want {
			t.Errorf("%s may mean %s, want %s", words, got, want)
		}
	}
}
