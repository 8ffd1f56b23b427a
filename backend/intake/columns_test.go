package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
)

// found tells a report's findings as kind, leads, support, due and words, a line each.
func found(d *intake.Draft) string {
	var all []string
	for _, f := range d.Findings {
		var lead, support []string
		for _, p := range f.Units {
			if p.Role == ledger.Support {
				support = append(support, p.Name)
			} else {
				lead = append(lead, p.Name)
			}
		}
		all = append(all, fmt.Sprintf("%s %v %v %s %s", f.Kind, lead, support, f.Due, f.Quote))
	}
	return strings.Join(all, "\n")
}

func columns(names string) (all []ledger.Column) {
	for _, n := range strings.Fields(names) {
		all = append(all, ledger.Column(strings.Trim(n, "-")))
	}
	return all
}

const (
	rowOne   = "1,完成6个小区管线改造,区住房城乡建设局,南湖街道、北山镇,2024年9月30日\n"
	rowTwo   = "2,开展占道经营专项整治,区城市管理局,,10月底前\n"
	expected = "task [区住房城乡建设局] [南湖街道 北山镇] 2024-09-30 完成6个小区管线改造\ntask [区城市管理局] [] 2024-10-31 开展占道经营专项整治"
)

// TestColumnsThatAPersonNames reads tables whose headings say nothing, or that have none, by what a person says of them; the
// offsets of what is found point into the text all the same.
func TestColumnsThatAPersonNames(t *testing.T) {
	r := reader(t)
	for _, c := range []struct {
		name, csv string
		doubt     bool
		prefilled string // what is offered
		head      int
		say       string
		want      string
		terms     string
	}{
		{"all known", "序号,工作任务,责任单位,配合单位,完成时限\n" + rowOne + rowTwo, false, "number task lead support due", 0, "", expected,
			"columns.task=工作任务 columns.lead=责任单位 columns.support=配合单位 columns.due=完成时限"},
		{"strange headings", "行,要干的事,谁来干,谁帮忙,啥时候完\n" + rowOne + rowTwo, true, "- - - - -", 0, "none task lead support due", expected,
			"columns.task=要干的事 columns.lead=谁来干 columns.support=谁帮忙 columns.due=啥时候完"},
		{"one strange heading", "序号,工作任务,承接方,配合单位,完成时限\n" + rowOne + rowTwo, true, "number task - support due", 0, "number task lead support due", expected,
			"columns.task=工作任务 columns.lead=承接方 columns.support=配合单位 columns.due=完成时限"},
		{"no headings", rowOne + rowTwo, true, "- - - - -", -1, "number task lead support due", expected, "columns.task=#2 columns.lead=#3 columns.support=#4 columns.due=#5"},
		{"headings that mislead", "序号,责任单位,工作任务,配合单位,完成时限\n" + rowOne + rowTwo, false, "number lead task support due", 0, "number task lead support due", expected,
			"columns.task=责任单位 columns.lead=工作任务 columns.support=配合单位 columns.due=完成时限"},
		{"headings again on each page", "行,要干的事,谁来干,谁帮忙,啥时候完\n" + rowOne + "行,要干的事,谁来干,谁帮忙,啥时候完\n" + rowTwo, true, "- - - - -", 0, "- task lead support due", expected,
			"columns.task=要干的事 columns.lead=谁来干 columns.support=谁帮忙 columns.due=啥时候完"},
		{"a title above", "重点任务一览,,,,\n行,要干的事,谁来干,谁帮忙,啥时候完\n" + rowOne + rowTwo, true, "- - - - -", 1, "- task lead support due", expected,
			"columns.task=要干的事 columns.lead=谁来干 columns.support=谁帮忙 columns.due=啥时候完"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := intake.File{Name: "任务.csv", Data: []byte(c.csv), Published: "2024-09-13"}
			d, err := r.Read(file)
			if err != nil || len(d.Tables) != 1 {
				t.Fatal(err, d)
			}
			if got := d.Tables[0]; d.Doubtful() != c.doubt || got.Head != c.head || !slices.Equal(got.Holds, columns(c.prefilled)) {
				t.Errorf("doubtful %v, head %d, holds %q", d.Doubtful(), got.Head, got.Holds)
			}
			if c.say != "" {
				file.Columns = []intake.Columns{{Head: c.head, Holds: columns(c.say)}}
				if d, err = r.Read(file); err != nil {
					t.Fatal(err)
				}
			}
			if got := found(d); got != c.want {
				t.Errorf("found\n%s\nin\n%s", got, d.Report.Text)
			}
			var terms []string
			for _, term := range d.Report.Columns {
				terms = append(terms, term.List+"="+term.Word)
			}
			if got := strings.Join(terms, " "); got != c.terms {
				t.Errorf("read as %s", got)
			}
			for _, f := range d.Findings {
				if quote := string([]rune(d.Report.Text)[f.Start:f.End]); squeeze(quote) != f.Quote {
					t.Errorf("at %d–%d stands %q, quoted is %q", f.Start, f.End, quote, f.Quote)
				}
			}
			again := &intake.Draft{Findings: r.Again(&d.Report)}
			if got := found(again); got != found(d) {
				t.Errorf("read again it is\n%s", got)
			}
		})
	}
}

// TestAnOfficesOwnHeadings are known at once, in the text as in the extraction.
func TestAnOfficesOwnHeadings(t *testing.T) {
	r := intake.NewReader(nil, nil, []ledger.Term{{List: "columns.lead", Word: "承接方"}, {List: "columns.none", Word: "热度"}, {List: "verbs", Word: "盯办"}})
	d, err := r.Read(intake.File{Name: "任务.csv", Data: []byte("序号,工作任务,承接方,热度\n1,完成6个小区管线改造,南湖街道,高\n2,检查工地,北山镇,低\n"), Published: "2024-09-13"})
	if err != nil || d.Doubtful() || len(d.Findings) != 2 || d.Findings[0].Units[0].Name != "南湖街道" {
		t.Errorf("%v, %+v", err, d)
	}
}

// TestDoubt asks about tables only where a file is one, or holds nothing else.
func TestDoubt(t *testing.T) {
	r := reader(t)
	page := func(text string) string {
		return "<html><body><div><p>" + text + "</p><table><tr><td>甲</td><td>乙</td></tr><tr><td>南湖街道</td><td>95.2</td></tr></table></div></body></html>"
	}
	for _, c := range []struct {
		name, data string
		want       bool
	}{
		{"稿.html", page(strings.Repeat("会议要求，南湖街道要加快老旧小区改造，北山镇要加强工地检查。", 5)), false},
		{"稿.html", page("今天天气晴，最高气温二十六度。"), true},
		{"词.csv", "今天天气晴\n最高气温二十六度\n", false},
		{"空.csv", ",,\n,,\n词,,\n", false},
	} {
		if d, err := r.Read(intake.File{Name: c.name, Data: []byte(c.data), Published: "2024-09-13"}); err != nil || d.Doubtful() != c.want {
			t.Errorf("%s %q: %v, %+v", c.name, c.data, err, d)
		}
	}
	for _, hostile := range []intake.Columns{{Head: 99}, {Head: -7, Holds: columns("task")}, {Head: 1, Holds: columns(strings.Repeat("task ", 500))}, {Head: -1, Holds: columns("nonsense")}} {
		if _, err := r.Read(intake.File{Name: "x.csv", Data: []byte("a,b\n" + rowOne), Published: "2024-09-13", Columns: []intake.Columns{hostile, hostile}}); err != nil {
			t.Errorf("%+v: %v", hostile, err)
		}
	}
}
