package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// trying is a dry run that may be made; tried is one that was.
func trying() pages.Trying { return pages.Trying{Reports: reports(), Chosen: 1} }

func tried() pages.Trying {
	t := trying()
	all := findings()
	was, is := all[3], all[3]
	is.Theme, is.Units = "安全生产", []ledger.Party{party("青石街道", ledger.Subject)}
	t.Trial = &ledger.Trial{
		Report: report(), Before: len(all), After: len(all) + 1,
		Differences: []ledger.Difference{{After: &all[0]}, {Before: &was, After: &is, Fields: []string{"units", "theme"}}, {Before: &all[5]}},
		Newest: []ledger.TrialCount{
			{Report: report(), Added: 1, Gone: 1, Changed: 1}, {Report: reports()[1].Report}, {Report: reports()[2].Report, Added: 2},
		},
	}
	return t
}

func unitForm() pages.UnitForm {
	return pages.UnitForm{
		Code: "990101001", Name: "东河街道", Short: "东河", Official: "北山区东河街道", Kind: ledger.Subdistrict, District: "990101", Position: "1", Was: "0",
		Aliases: []pages.AliasForm{{Name: "东河办事处"}, {Name: "东河地区", To: "2021-07-01"}},
	}
}

func wordList() pages.WordList {
	return pages.WordList{
		Name: "verbs", Words: ledger.Words{ZH: "任务开头的动词：推进、整治", EN: "verbs that a task begins with"},
		Known: []string{"推进", "整治", "排查", "落实", "压实", "督促"}, Own: []string{"盯办", "起底"},
	}
}

func wordGroups() []pages.WordGroup {
	heads := pages.WordList{Name: "columns.due", Words: ledger.Words{ZH: "表头：完成时限", EN: "table heads: when it is due"}, Known: []string{"完成时限", "办结时限"}}
	return []pages.WordGroup{
		{Words: ledger.Words{ZH: "成绩、问题和任务的说法", EN: "Words for progress, shortcomings and tasks"}, Lists: []pages.WordList{wordList()}},
		{Words: ledger.Words{ZH: "表头", EN: "Heads of tables"}, Lists: []pages.WordList{heads}},
	}
}

var clash = ledger.Mistake(ledger.Invalid, "aliases", "“西苑街道”已经是“西苑街道”（990101002）的名称或别名。请换一个名称，或填写起止日期把两者错开。",
	"“西苑街道” is a name of “西苑街道” (990101002) already. Choose another, or part the two by their days.")

func adminPages(b func(string) pages.Base) []Sample {
	theme := pages.ThemeForm{Old: "城市环境", Name: "城市环境", English: "Urban environment", Position: "2", Same: "城乡环境建设\n市容环境", Cues: "背街\n占道\n拆违", Was: "0"}
	return append([]Sample{
		{"admin", pages.Admin(pages.AdminPage{Base: b("/admin"), Units: 30, Themes: 8, Words: 3})},
		{"lights", pages.AdminLights(lightsPage(b("/admin/lights")))},
		{"lights-wrong", pages.AdminLights(lightsWrong(b("/admin/lights")))},
		{"lights-effect", pages.AdminLights(lightsEffect(b("/admin/lights")))},
		{"entry-behind", pages.Entry(pages.EntryPage{Base: b("/entries/2024-09-任-001"), Record: record(behind())})},
		{"admin-units", pages.AdminUnits(pages.AdminUnitsPage{Base: b("/admin/units"), Trying: trying()})},
		{"admin-unit", pages.UnitEdit(pages.UnitFormPage{Base: b("/admin/units/990101001"), Form: unitForm(), Trying: tried()})},
		{"admin-unit-wrong", pages.UnitEdit(pages.UnitFormPage{Base: b("/admin/units/990101001"), Form: unitForm(), Err: clash, Trying: trying()})},
		{"admin-unit-new", pages.UnitEdit(pages.UnitFormPage{Base: b("/admin/units/new"), New: true})},
		{"admin-themes", pages.AdminThemes(pages.AdminThemesPage{Base: b("/admin/themes"), Trying: trying()})},
		{"admin-theme", pages.ThemeEdit(pages.ThemeFormPage{Base: b("/admin/themes/城市环境"), Form: theme, Trying: trying()})},
		{"admin-theme-new", pages.ThemeEdit(pages.ThemeFormPage{Base: b("/admin/themes/new"), Trying: trying()})},
		{"admin-words", pages.AdminWords(pages.AdminWordsPage{Base: b("/admin/words"), Groups: wordGroups(), Trying: trying()})},
		{"admin-word", pages.WordEdit(pages.WordFormPage{Base: b("/admin/words/verbs"), List: wordList(), Typed: "盯办\n起底", Trying: tried()})},
		{"admin-file", pages.RegisterFile(pages.RegisterFilePage{Base: b("/admin/files/words"), Name: "words", File: "words.txt", Words: ledger.Words{ZH: "词库", EN: "Words"}, Text: "verbs 盯办 起底\n", Trying: tried()})},
	}, append(paperPages(b), reminderPages(b)...)...)
}
