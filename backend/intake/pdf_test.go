package intake

import (
	"sync"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// TestPDFTakesTooLong gives a file up that is not read in time, and goes on with the next.
func TestPDFTakesTooLong(t *testing.T) {
	if raced {
		t.Skip("go-pdfium ends a call under way by setting fields that the call still reads, with no lock between: the detector is right, and the panic that may follow is caught")
	}
	long, small := sample(t, "page_columns.pdf"), sample(t, "small.pdf")
	for range 3 {
		if text, err := readPDFWithin(&tables{heads: headings()}, long, time.Millisecond); ledger.AsMistake(err) == nil || text != "" {
			t.Fatalf("%d characters, %v", len(text), err)
		}
		if _, err := Text("small.pdf", small); err != nil {
			t.Fatalf("the file after one that was given up: %v", err)
		}
	}
}

func TestPDFsAtOnce(t *testing.T) {
	data := sample(t, "small.pdf")
	want, err := Text("small.pdf", data)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if got, err := Text("small.pdf", data); err != nil || got != want {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
	all.Wait()
}

func TestPageNumbers(t *testing.T) {
	for line, want := range map[string]bool{
		"— 3 —": true, "12": true, "3/12": true, "第3页 共12页": true, "Page 3 of 12": true, "- 1 -": true, "第 3 页": true,
		"2024年": false, "3. 加强管理": false, "第3条": false, "2024-09-05": false, "95%": false, "10月底前": false,
	} {
		if got := pageNumber.MatchString(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

// TestMargins keeps what differs from page to page, a task table's rows among them.
func TestMargins(t *testing.T) {
	pages := withoutMargins([][]string{
		{"某区通报", "一、甲", "1 | 第1批 | 甲局", "— 1 —"}, {"某区通报", "二、乙", "2 | 第2批 | 甲局", "— 2 —"}, {"某区通报", "三、丙", "3 | 第3批 | 甲局", "— 3 —"},
	})
	for i, want := range [][]string{{"某区通报", "一、甲", "1 | 第1批 | 甲局"}, {"二、乙", "2 | 第2批 | 甲局"}, {"三、丙", "3 | 第3批 | 甲局"}} {
		if len(pages[i]) != len(want) || pages[i][len(want)-1] != want[len(want)-1] {
			t.Errorf("page %d: %q, want %q", i+1, pages[i], want)
		}
	}
}
