package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// sentOut is what a CSV file of the ledger holds, as it is read back.
func sentOut(t *testing.T, x Table, list []ledger.Entry) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := csvFile.Write(&b, x, each(list)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// set writes into the column with that head of a row counted from one.
func set(t *testing.T, rows [][]string, line int, head, value string) {
	t.Helper()
	for i, h := range rows[0] {
		if h == head {
			rows[line-1][i] = value
			return
		}
	}
	t.Fatalf("no column %s", head)
}

func comeBack(t *testing.T, rows [][]string, now []ledger.Entry) ledger.ReturnedFile {
	t.Helper()
	back, err := ReadBack(rows)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]*ledger.Entry{}
	for i := range now {
		by[now[i].Number] = &now[i]
	}
	return back.Compare(by, table(ledger.Chinese))
}

// said is a file that came back in words, a line a change or trouble.
func returnedWords(f ledger.ReturnedFile) string {
	var all []string
	for _, e := range f.Entries {
		for _, c := range e.Changes {
			line := fmt.Sprintf("%d %s %s: %q -> %q", e.Line, e.Entry.Number, c.Field, c.Now, c.New)
			if c.Conflict {
				line += " conflict"
			}
			if c.Refused != (ledger.Words{}) {
				line += " refused"
			}
			if len(e.Twins) > 0 {
				line += fmt.Sprint(" against ", e.Twins)
			}
			all = append(all, line)
		}
	}
	for _, x := range f.Troubles {
		all = append(all, fmt.Sprintf("%d %s: %s", x.Line, x.Number, x.Words.ZH))
	}
	return strings.Join(all, "\n")
}

// What nobody changed changes nothing, in either language, whatever signs its cells begin with.
func TestAFileThatComesBackAsItWentChangesNothing(t *testing.T) {
	for _, lang := range []ledger.Lang{ledger.Chinese, ledger.English} {
		if got := returnedWords(comeBack(t, sentOut(t, table(lang), entries()[:3]), entries())); got != "" {
			t.Errorf("%s: %s", lang, got)
		}
	}
}

func TestChangesOfAFile(t *testing.T) {
	now := entries()
	for _, x := range []struct {
		name   string
		change func(rows [][]string) [][]string
		ledger func(*ledger.Entry) // what happens to the task meanwhile
		want   string
	}{
		{name: "cells", change: func(rows [][]string) [][]string {
			set(t, rows, 3, "完成时限", "2024年10月31日")
			set(t, rows, 3, "完成度", "80%")
			set(t, rows, 3, "下步措施", "")
			set(t, rows, 2, "备注", "持续关注，每周一报")
			return rows
		}, want: `2 2024-09-成-001 remark: "持续关注" -> "持续关注，每周一报"
3 2024-09-任-002 due: "2024-10-08" -> "2024-10-31"
3 2024-09-任-002 steps: "下周复查" -> ""
3 2024-09-任-002 percent: "60" -> "80"`},
		{name: "what a person wrote stands against what the ledger became", change: func(rows [][]string) [][]string {
			set(t, rows, 3, "下步措施", "本周复查")
			return rows
		}, ledger: func(e *ledger.Entry) { e.Version++; last := *e.Last; last.Steps = "明天复查"; e.Last = &last },
			want: `3 2024-09-任-002 steps: "明天复查" -> "本周复查" conflict`},
		{name: "what only the ledger changed stays", change: func(rows [][]string) [][]string { return rows },
			ledger: func(e *ledger.Entry) { e.Version++; e.Due = "2024-11-01"; e.Remark = "新备注" }},
		{name: "both the same", change: func(rows [][]string) [][]string { set(t, rows, 3, "完成时限", "2024-11-01"); return rows },
			ledger: func(e *ledger.Entry) { e.Version++; e.Due = "2024-11-01" }},
		{name: "bad cells", change: func(rows [][]string) [][]string {
			set(t, rows, 3, "完成时限", "月底前")
			set(t, rows, 3, "完成度", "120")
			return rows
		}, want: `3 2024-09-任-002 due: "2024-10-08" -> "月底前" refused
3 2024-09-任-002 percent: "60" -> "120" refused`},
		{name: "rows", change: func(rows [][]string) [][]string {
			set(t, rows, 2, "编号", "")
			set(t, rows, 3, "状态", "已销号")
			set(t, rows, 4, "编号", "2024-09-问-999")
			return append(rows, []string{"", "", ""})
		}, want: `2 : 没有编号，不知道是哪一条；新事项请从报告里立项。
3 2024-09-任-002: “状态”改成了“已销号”：这一栏不能在表里改，没有采用。
4 2024-09-问-999: 台账里没有这个编号，或者不归您办理。`},
		{name: "twins", change: func(rows [][]string) [][]string {
			other, same := append([]string{}, rows[2]...), append([]string{}, rows[2]...)
			rows = append(rows, other, same)
			set(t, rows, 3, "责任领导", "王副区长")
			set(t, rows, 5, "责任领导", "李副区长")
			set(t, rows, 6, "责任领导", "王副区长")
			return rows
		}, want: `3 2024-09-任-002 leader: "" -> "王副区长" against [5]
5 2024-09-任-002 leader: "" -> "李副区长" against [3 6]`},
		{name: "without the mark", change: func(rows [][]string) [][]string {
			set(t, rows, 3, "校验（请勿改动）", "")
			set(t, rows, 3, "本期进展", "")
			set(t, rows, 3, "完成度", "70")
			return rows
		}, want: `3 2024-09-任-002 percent: "60" -> "70"`},
	} {
		list := entries()
		if x.ledger != nil {
			x.ledger(&list[1])
		}
		if got := returnedWords(comeBack(t, x.change(sentOut(t, table(ledger.Chinese), now[:3])), list)); got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.name, got, x.want)
		}
	}
}

func TestReadBackNeedsNumbers(t *testing.T) {
	if _, err := ReadBack([][]string{{"序号", "事项"}, {"1", "整改"}}); ledger.AsMistake(err) == nil {
		t.Errorf("a file without numbers gives %v", err)
	}
	back, err := ReadBack([][]string{{"台账"}, {"序号", " 编号 "}, {"1", "2024-09-任-001"}, {"2", "2024-09-任-001"}})
	if err != nil || strings.Join(back.Numbers(), " ") != "2024-09-任-001" {
		t.Errorf("%v, %v", back, err)
	}
}

// Nothing that comes in a file breaks the comparison.
func FuzzReadBack(f *testing.F) {
	var b bytes.Buffer
	if err := csvFile.Write(&b, table(ledger.Chinese), each(entries()[:3])); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Add("编号,校验（请勿改动）\n2024-09-任-002,12.AAAA\n")
	f.Fuzz(func(t *testing.T, text string) {
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord, r.LazyQuotes = -1, true
		rows, _ := r.ReadAll()
		back, err := ReadBack(rows)
		if err != nil {
			return
		}
		by := map[string]*ledger.Entry{}
		list := entries()
		for i := range list {
			by[list[i].Number] = &list[i]
		}
		file := back.Compare(by, table(ledger.Chinese))
		for i := range file.Entries {
			file.Entries[i].Settle(ledger.Account{Role: ledger.Owner}, nil)
		}
	})
}
