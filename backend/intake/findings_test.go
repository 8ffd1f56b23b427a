package intake_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/backend/extract"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/seeds"
)

func reader(t testing.TB) *intake.Reader {
	t.Helper()
	units, err := intake.ReadUnits(bytes.NewReader(seeds.Units))
	if err != nil {
		t.Fatal(err)
	}
	themes, err := intake.ReadThemes(bytes.NewReader(seeds.Themes))
	if err != nil {
		t.Fatal(err)
	}
	return intake.NewReader(units, themes, nil)
}

// TestSameFindings holds every format to the findings of the plain text: the real page as a Word file, line by line and
// paragraph by paragraph, and printed to PDF in two columns by a browser, with its columns drawn line by line across, and
// by an office program that draws quotation marks in another font.
func TestSameFindings(t *testing.T) {
	page, err := seeds.Reports()
	if err != nil {
		t.Fatal(err)
	}
	r, day := reader(t), ledger.Date(page[0].Published)
	want := told(r.Extract(string(page[0].Data), day))
	if len(want) < 50 {
		t.Fatalf("only %d findings in the plain text", len(want))
	}
	for _, c := range []struct {
		name  string
		share float64
	}{
		{"page_lines.docx", 1}, {"page.docx", 1}, {"page_columns.pdf", 0.95}, {"page_across.pdf", 0.95}, {"page_fonts.pdf", 0.95},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := r.Read(intake.File{Name: c.name, Data: read(t, filepath.Join("testdata", c.name)), Published: day})
			if err != nil {
				t.Fatal(err)
			}
			got := told(r.Extract(d.Report.Text, day))
			same := 0
			for f, n := range want {
				same += min(n, got[f])
				if n > got[f] {
					t.Logf("missing: %s", f)
				}
			}
			if share := float64(same) / float64(total(want)); share < c.share || total(got) > total(want)+total(want)/20 {
				t.Errorf("%d of %d findings, %d in all: %.3f, want %.2f", same, total(want), total(got), share, c.share)
			}
			for _, f := range d.Findings {
				if quote := string([]rune(d.Report.Text)[f.Start:f.End]); squeeze(quote) != f.Quote {
					t.Errorf("at %d–%d stands %q, quoted is %q", f.Start, f.End, quote, f.Quote)
				}
			}
		})
	}
}

// told counts findings by what they tell: kind, units and quote.
func told(r *extract.Reading) map[string]int {
	all := map[string]int{}
	for _, f := range r.Findings {
		all[fmt.Sprintf("%s %v %s", f.Kind, f.Units, squeeze(f.Quote))]++
	}
	return all
}

func total(all map[string]int) (n int) {
	for _, k := range all {
		n += k
	}
	return n
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// TestTableFindings reads task tables to the end: who, with whom, until when.
func TestTableFindings(t *testing.T) {
	r := reader(t)
	for _, c := range []struct {
		file string
		want []string
	}{
		{"tasks.xlsx", []string{
			"task [区住房城乡建设局] [南湖街道 北山镇] 2024-09-30 完成6个小区管线改造，同步更新楼道照明",
			"task [区住房城乡建设局] [] 2024-12-31 建立加装电梯联席会议机制",
			"shortcoming [区城市管理局] []  占道经营反弹",
			"task [区城市管理局] [] 2024-10-31 开展占道经营专项整治",
			"shortcoming [南湖街道] []  垃圾分类不到位",
			"task [南湖街道] []  增设桶前值守",
		}},
		{"tasks.csv", []string{
			"task [区城市管理局] [南湖街道 北山镇] 2024-10-31 开展占道经营专项整治，清理背街小巷",
			"task [区住房城乡建设局] [] 2024-11-10 完成冬季供暖设备检修",
		}},
	} {
		text, err := intake.Text(c.file, read(t, filepath.Join("testdata", c.file)))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range r.Extract(text, "2024-09-13").Findings {
			due := ledger.Date("")
			if f.Due != nil {
				due = f.Due.Date
			}
			got = append(got, fmt.Sprintf("%s %v %v %s %s", f.Kind, f.Units, f.Support, due, f.Quote))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
			t.Errorf("%s: found\n%s\nwant\n%s", c.file, g, w)
		}
	}
}
