package intake

import (
	"testing"

	"taizhang/backend/extract"
)

// TestHeadings holds each known heading to a use: below it the extraction finds what it is for.
func TestHeadings(t *testing.T) {
	x := extract.NewLexicon(nil, nil, nil)
	for word, k := range headings() {
		task := "任务清单\n序号 | 工作任务 | " + k.written + " | 备注\n1 | 推进老旧小区改造工程 | "
		said := "任务清单\n序号 | 责任单位 | " + k.written + " | 完成时限\n1 | 区住房城乡建设局 | 推进老旧小区改造工程 | 年底前"
		var ok bool
		switch k.role {
		case asLead, asSupport:
			found := x.Read(task+"区住房城乡建设局 | 无", "2024-08-02").Findings
			ok = len(found) == 1 && len(found[0].Units)+len(found[0].Support) == 1 && (len(found[0].Units) == 1) == (k.role == asLead)
		case asDue:
			found := x.Read(task+"2024年9月30日 | 无", "2024-08-02").Findings
			ok = len(found) == 1 && found[0].Due != nil && found[0].Due.Date == "2024-09-30"
		case asTask, asProgress, asShortcoming:
			found := x.Read(said, "2024-08-02").Findings
			ok = len(found) == 1 && string(found[0].Kind) == string(k.role)
		case asName, asNumber, asOther:
			ok = true
		}
		if !ok {
			t.Errorf("%s, written %s: the extraction does not know it as %s", word, k.written, k.role)
		}
		if r, words := headings().of(word); r != k.role || k.role != asOther && words != k.written {
			t.Errorf("%s is read as %s %s", word, r, words)
		}
	}
}

func TestHeadingOf(t *testing.T) {
	for text, want := range map[string]struct {
		role  role
		words string
	}{
		"完成\n时限": {asDue, "完成时限"}, "责任单位（部门）": {asLead, "责任单位"}, "区级牵头单位": {asLead, "牵头单位"}, "配合责任单位": {asSupport, "配合单位"}, "责任单位责任人": {asOther, "责任单位责任人"},
		"下一步工作打算": {asTask, "下步措施"}, "得分": {"", "得分"}, "推进老旧小区改造，完成三个项目": {"", "推进老旧小区改造，完成三个项目"}, "": {"", ""},
	} {
		if r, words := headings().of(text); r != want.role || words != want.words {
			t.Errorf("%q is %q %q, want %q %q", text, r, words, want.role, want.words)
		}
	}
}
