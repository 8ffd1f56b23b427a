package parts

import (
	"encoding/json"
	"fmt"

	"taizhang/backend/ledger"
)

var eventNames = map[string]ledger.Words{
	"import":   {ZH: "从报告读入", EN: "Read from the report"},
	"add":      {ZH: "人工添加", EN: "Added by a person"},
	"edit":     {ZH: "修改", EN: "Edited"},
	"split":    {ZH: "拆分而成", EN: "Split from another"},
	"withdraw": {ZH: "随报告撤回", EN: "Withdrawn with its report"},
	"put-back": {ZH: "随报告恢复", EN: "Put back with its report"},
	"reread":   {ZH: "重新读取", EN: "Read again"},
	"merge":    {ZH: "合并而成", EN: "Merged from two"},
}

// eventWords names what happened: a move by its past, everything else by its own word.
func eventWords(e ledger.Event) ledger.Words {
	if m, err := ledger.FindMove(e.Action); err == nil {
		return m.Past
	}
	if w, ok := eventNames[e.Action]; ok {
		return w
	}
	return ledger.ActionWords(e.Action)
}

// tellings are what a move or its files told beside their words: the files, how many parts, which date was asked for.
func tellings(v View, e ledger.Event) (all []string) {
	var after struct {
		Files     []ledger.Attached `json:"files"`
		Parts     []string          `json:"parts"`
		Extension *ledger.Extension `json:"extension"`
	}
	if json.Unmarshal([]byte(e.After), &after) != nil {
		return nil
	}
	for _, f := range after.Files {
		all = append(all, f.Name)
	}
	if n := len(after.Parts); n > 0 {
		all = append(all, v.Plural(n, "%[1]d 项：%[2]s 至 %[3]s", "%[1]d part: %[2]s to %[3]s", "%[1]d parts: %[2]s to %[3]s", n, after.Parts[0], after.Parts[n-1]))
	}
	if x := after.Extension; x != nil && x.Decision == ledger.Undecided {
		all = append(all, v.Date(x.Due)+" → "+v.Date(x.Asked))
	}
	return all
}

// changes tells what an edit altered, field by field; fields that people do not see are left out.
func changes(v View, e ledger.Event) (all []difference) {
	var before, after map[string]any
	if json.Unmarshal([]byte(e.Before), &before) != nil || json.Unmarshal([]byte(e.After), &after) != nil {
		return nil
	}
	for _, f := range []struct{ key, name string }{
		{"text", v.T("事项", "Text")}, {"kind", v.T("类别", "Kind")}, {"theme", v.T("领域", "Theme")}, {"due", v.T("时限", "Due")}, {"units", v.T("单位", "Units")}, {"leader", v.T("责任领导", "Leader")}, {"remark", v.T("备注", "Remarks")},
		{"recurs", v.T("上一次", "The time before")},
	} {
		was, is := said(v, before[f.key]), said(v, after[f.key])
		if was != is {
			all = append(all, difference{f.name, is, was})
		}
	}
	return all
}

// said writes a value of an event for people: a kind by its word, units by their names, a link as such, nothing as a dash.
func said(v View, value any) string {
	switch x := value.(type) {
	case nil:
		return "—"
	case string:
		if k := ledger.Kind(x); k.Valid() {
			return v.In(k.Words())
		}
		if x == "" {
			return "—"
		}
		return x
	case float64:
		return v.T("已关联", "linked")
	case []any:
		s := ""
		for i, p := range x {
			if i > 0 {
				s += "、"
			}
			if m, ok := p.(map[string]any); ok {
				s += fmt.Sprint(m["name"])
			}
		}
		return s
	}
	return fmt.Sprint(value)
}
