package extract_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// TestMetrics reads every clause of testdata/metrics.txt in a unit's turn: clause => name | period | value unit | rank | scope;
// "-" where there is nothing, several metrics divided by ";".
func TestMetrics(t *testing.T) {
	data, err := os.ReadFile("testdata/metrics.txt")
	if err != nil {
		t.Fatal(err)
	}
	x, n := lexicon(t), 0
	for line := range strings.Lines(string(data)) {
		clause, want, ok := strings.Cut(strings.TrimRight(line, "\n"), " => ")
		if !ok {
			continue // a heading
		}
		n++
		text := "青石区召开8月份工作点评会\n青石街道、白河镇依次发言，并接受区委书记李平现场点评。青石街道持续推进各项工作；" + clause + "。白河镇按期完成任务。\n"
		var got []string
		for _, f := range x.Read(text, "2024-09-06").Findings {
			if strings.Contains(f.Quote, clause) {
				for _, m := range f.Metrics {
					got = append(got, metricLine(m))
				}
			}
		}
		if len(got) == 0 {
			got = []string{"-"}
		}
		if told := strings.Join(got, "; "); told != want {
			t.Errorf("%s\n got %s\nwant %s", clause, told, want)
		}
	}
	if n < 15 {
		t.Errorf("only %d cases were read", n)
	}
}

func metricLine(m ledger.Metric) string {
	cells := []string{m.Name, m.Period, "", m.Rank, m.Scope}
	if m.Value != nil {
		cells[2] = fmt.Sprint(*m.Value) + m.Unit
	}
	for i, c := range cells {
		if c == "" {
			cells[i] = "-"
		}
	}
	return strings.Join(cells, " | ")
}
