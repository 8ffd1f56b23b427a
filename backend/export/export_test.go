package export

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

var (
	resolvedAt = time.Date(2024, 10, 8, 20, 30, 0, 0, time.UTC) // already the 9th in the district
	district   = time.FixedZone("UTC+8", 8*3600)
	value      = 12.5
	unitCode   = "110106002"
)

func table(lang ledger.Lang) Table {
	return Table{
		Lang: lang, Title: "2024-09 台账 & 更多", Zone: district,
		Day: ledger.Day{Today: "2024-10-09", Soon: "2024-10-14", Thresholds: ledger.DefaultThresholds},
		Reports: map[int64]ledger.Report{7: {
			Title: "区委书记月度工作点评会", Name: "a.txt", Published: "2024-09-06",
			Articles: []ledger.Article{{Index: 2, Title: "召开点评会"}},
		}},
	}
}

// entries are one of each kind, with everything that a cell may trip over.
func entries() []ledger.Entry {
	party := func(role ledger.PartyRole, names ...string) (all []ledger.Party) {
		for _, n := range names {
			all = append(all, ledger.Party{Name: n, Role: role, UnitCode: &unitCode})
		}
		return all
	}
	return []ledger.Entry{
		{
			ID: 1, Number: "2024-09-成-001", Kind: ledger.Progress, ReportID: 7, Article: 2, Period: "2024-09", Status: ledger.Recorded,
			Text: "税收收入增长，位居前列", Quote: "税收收入增长，位居前列", Start: 120, End: 131, Theme: "经济发展", Version: 1, Leader: "王副区长", Remark: "持续关注", Units: party(ledger.Subject, "太平桥街道"),
			Metrics: []ledger.Metric{{Name: "税收收入", Period: "2024-01/2024-08", Value: &value, Unit: "%", Rank: "1", Scope: "各街镇"}, {Name: "满意率", Rank: "前列"}},
		},
		{
			ID: 2, Number: "2024-09-任-002", Kind: ledger.Task, ReportID: 7, Article: 1, Period: "2024-09", Status: ledger.Registered,
			Text: "=cmd|' /C calc'!A0", Quote: "<整改>&\"落实\"\n第二行\x01，𠮷", Start: 0, End: 9, Theme: "安全生产", Due: "2024-10-08", DueBasis: ledger.DueFromText, DueText: "10月8日前",
			Units: append(party(ledger.Lead, "区房屋管理局"), party(ledger.Support, "看丹街道", "马家堡街道")...), Speaker: "区领导", Version: 12, Percent: 60,
			Last: &ledger.Feedback{Progress: "已完成六成", Problems: "资金未到位\n需协调", Steps: "下周复查", Coordination: "请财政局支持", Percent: 60},
		},
		{
			ID: 3, Number: "2024-09-问-001", Kind: ledger.Shortcoming, ReportID: 8, Period: "2024-09", Status: ledger.Resolved,
			Text: "-12", Quote: "消防安全", Start: 40, End: 44, Theme: "@安全", Outcome: "+已整改\r\n已复查", ResolvedAt: &resolvedAt, ResolvedBy: "李四", Due: "2024-10-31", DueBasis: ledger.DueFromPerson,
		},
		{Kind: ledger.Task, Text: "未注明时限", Quote: "未注明时限", Period: "2024-09", Status: ledger.Registered, Due: "2024-10-10"},
	}
}

func each(list []ledger.Entry) Entries {
	return func(yield func(*ledger.Entry) error) error {
		for i := range list {
			if err := yield(&list[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

// want is what a sheet must hold: the head and every row as a person reads it, before a format guards or cleans a cell.
func want(x Table, list []ledger.Entry) [][]string {
	columns := x.columns()
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.head.In(x.Lang)
	}
	all := [][]string{head}
	for n := range list {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = shown(c.value(row{&list[n], n + 1, &x}), x.Lang)
		}
		all = append(all, cells)
	}
	return all
}

// A choice of columns leaves out what belongs to the others, in every format that has columns, and nothing else.
func TestChosenColumns(t *testing.T) {
	x := table(ledger.Chinese)
	x.Shown = ledger.Shown{ledger.UnitsShown, ledger.MonthShown}
	all := want(x, entries())
	if got := strings.Join(all[0], " "); got != "序号 编号 事项 来源 责任领导 对象 牵头单位 配合单位 状态 类别 月份 校验（请勿改动）" {
		t.Errorf("columns are %s", got)
	}
	rows, err := workbook(t, x, entries()).GetRows("台账")
	if err != nil || !slices.Equal(rows[0], all[0]) || len(rows) != len(all) {
		t.Errorf("the sheet has %v, %v", rows[0], err)
	}
	var b strings.Builder
	if err := writeCSV(&b, x, each(entries())); err != nil || !strings.HasPrefix(b.String(), "\ufeff"+strings.Join(all[0], ",")+"\r\n") {
		t.Errorf("the csv is %.80q, %v", b.String(), err)
	}
}

func TestWhatTheCellsSay(t *testing.T) {
	for _, x := range []struct {
		lang ledger.Lang
		row  int
		want map[string]string
	}{
		{ledger.Chinese, 1, map[string]string{"序号": "1", "类别": "成绩", "对象": "太平桥街道", "来源": "《区委书记月度工作点评会》（2024-09-06）", "亮灯": "不亮灯", "状态": "已记录",
			"出处": "“召开点评会”第 121—131 字", "指标": "税收收入 2024-01/2024-08 12.5% 各街镇第1；满意率 前列", "完成时限": "", "牵头单位": "", "责任领导": "王副区长", "备注": "持续关注", "本期进展": ""}},
		{ledger.Chinese, 2, map[string]string{"牵头单位": "区房屋管理局", "配合单位": "看丹街道、马家堡街道", "时限依据": "原文：10月8日前", "亮灯": "逾期", "出处": "第 1—9 字", "提出人": "区领导", "本期进展": "已完成六成", "存在问题": "资金未到位\n需协调", "下步措施": "下周复查", "需协调事项": "请财政局支持", "完成度": "60"}},
		{ledger.Chinese, 3, map[string]string{"销号时间": "2024-10-09", "销号人": "李四", "时限依据": "人工", "来源": "", "亮灯": "不亮灯", "状态": "已销号"}},
		{ledger.Chinese, 4, map[string]string{"亮灯": "临期", "时限依据": "", "编号": ""}},
		{ledger.English, 1, map[string]string{"Kind": "Progress", "Source": "“区委书记月度工作点评会” (2024-09-06)", "Place in the source": "“召开点评会”, characters 121 to 131",
			"Figures": "税收收入 2024-01/2024-08 12.5% 各街镇 no. 1; 满意率 前列"}},
		{ledger.English, 2, map[string]string{"Support": "看丹街道, 马家堡街道", "Light": "Overdue", "Basis of due date": "from the text: 10月8日前"}},
	} {
		rows := want(table(x.lang), entries())
		for i, head := range rows[0] {
			if w, ok := x.want[head]; ok && rows[x.row][i] != w {
				t.Errorf("%s, row %d, %s: %q, want %q", x.lang, x.row, head, rows[x.row][i], w)
			}
			delete(x.want, head)
		}
		for head := range x.want {
			t.Errorf("%s: no column %s", x.lang, head)
		}
	}
}

// off lists the fields of an entry that no sheet shows, and why.
var off = map[string]string{
	"ID":            "the database's own; people use the number",
	"EvidenceStart": "the clause around a quote is seen on the entry's page",
	"EvidenceEnd":   "as EvidenceStart",
	"SameAs":        "only findings outside the ledger have it; the entry's page shows them as its sources",
	"Under":         "the entry's page shows what it hangs under",
	"Recurs":        "the chain is seen on the entry's page",
	"OutcomeBefore": "serves only to take a closing back",
	"VerifiedAt":    "the entry's page has it; the sheet has who struck it off and when",
	"VerifiedBy":    "as VerifiedAt",
	"Parent":        "the number of a part says what it is a part of",
	"SuspendedOn":   "the timeline on the entry's page has it",
	"Back":          "serves only to take a suspension or a closing back",
	"Was":           "serves only to put a withdrawn report back",
	"Seat":          "a ledger shows what is of one unit's part; whose it is stands with the report",
	"Rule":          "how it was found is seen on the entry's page",
	"CreatedAt":     "the timeline on the entry's page has it",
	"UpdatedAt":     "as CreatedAt",
}

func TestEveryFieldHasAColumn(t *testing.T) {
	shown := map[string]bool{}
	for _, c := range columns {
		for _, f := range c.shows {
			shown[f] = true
		}
	}
	entry := reflect.TypeFor[ledger.Entry]()
	for f := range entry.Fields() {
		if shown[f.Name] == (off[f.Name] != "") {
			t.Errorf("ledger.Entry.%s: has a column: %v; is left off because %q", f.Name, shown[f.Name], off[f.Name])
		}
		delete(shown, f.Name)
		delete(off, f.Name)
	}
	if len(shown)+len(off) > 0 {
		t.Errorf("no such field of an entry: %v %v", shown, off)
	}
}

func TestColumnsAreTold(t *testing.T) {
	heads := map[string]bool{}
	for i, c := range columns {
		if c.head.ZH == "" || c.head.EN == "" || heads[c.head.ZH] || heads[c.head.EN] || c.zh < 5 || c.en < 5 {
			t.Errorf("column %v: empty or double head, or no width", c.head)
		}
		if i > 0 && c.printed && !columns[i-1].printed {
			t.Errorf("column %v is printed but stands after one that is not", c.head)
		}
		heads[c.head.ZH], heads[c.head.EN] = true, true
	}
}

func TestFind(t *testing.T) {
	for _, f := range Formats {
		if got, err := Find(f.Name); err != nil || got.Ext != f.Ext || f.MIME == "" || f.Words.ZH == "" || f.Words.EN == "" {
			t.Errorf("format %s: %v, %v", f.Name, got, err)
		}
	}
	if m := ledger.AsMistake(func() error { _, err := Find("pdf"); return err }()); m == nil || !strings.Contains(m.Words.EN, "xlsx, docx, csv, json, ics") {
		t.Errorf("an unknown format: %v", m)
	}
}

var errStop = errors.New("stopped")

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// An error of the source or of the reader ends the export and comes back; a workbook sends nothing before all rows are in.
func TestErrorsComeBack(t *testing.T) {
	list := entries()
	for _, f := range Formats {
		var sent bytes.Buffer
		err := f.Write(&sent, table(ledger.Chinese), func(yield func(*ledger.Entry) error) error {
			return errors.Join(yield(&list[0]), errStop)
		})
		if !errors.Is(err, errStop) {
			t.Errorf("%s: a source that stops gives %v", f.Name, err)
		}
		if f.Name == "xlsx" && sent.Len() > 0 {
			t.Errorf("xlsx sent %d bytes of a broken workbook", sent.Len())
		}
		for _, room := range []int{0, 4, 200} {
			if err := f.Write(&full{room}, table(ledger.Chinese), each(list)); !errors.Is(err, io.ErrShortWrite) {
				t.Errorf("%s: a reader that takes %d bytes gives %v", f.Name, room, err)
			}
		}
	}
}
