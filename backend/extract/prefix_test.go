package extract_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/backend/extract"
)

// A text that is cut reads as the whole does, as far as it is whole. Exactly: let a text be cut where a line ends. Whole are
// its paragraphs but the last, whose sentence the next line may have gone on with, and but the rows and lines without a
// sentence that stand right before the cut: they may be the head of what follows; and but a table whose cells stand one a line
// without numbers, which is read as one. What is found in whole paragraphs is found
// again in the same words with the same units, theme, due date, figures and rule, whatever stands after the cut, except
// where that
//   - shows that lines were broken by layout, so that the paragraphs themselves are others;
//   - tells what an article is: its title or genre, or which units spoke or take turns;
//   - begins with a label (责任单位：…), which completes the item before it, or goes on with a line that does.
//
// sameBefore holds a reading to that and tells whether there was something to hold.
func sameBefore(t *testing.T, x *extract.Lexicon, text string, cut int) bool {
	t.Helper()
	part := text[:cut]
	all, seen := extract.See(x, text, "2024-09-06"), extract.See(x, part, "2024-09-06")
	whole := seen.Whole
	if !strings.HasPrefix(all.Text, seen.Text[:whole]) || extract.StartsLabel(x, strings.TrimSpace(text[cut:])) {
		return false
	}
	for i, p := range seen.Pages {
		if i >= len(all.Pages) || p != all.Pages[i] {
			whole = min(whole, p.Start)
		}
	}
	if extract.StartsLabel(x, strings.TrimSpace(seen.Text[min(whole, len(seen.Text)):])) {
		return false
	}
	end := seen.Source(whole)
	want, got := upTo(x.Read(text, "2024-09-06"), end), upTo(x.Read(part, "2024-09-06"), end)
	if want != got {
		t.Errorf("cut at %d, whole up to code point %d:\n%s\nthe whole text reads\n%s", cut, end, got, want)
	}
	return whole > 0 && want != ""
}

// upTo lists what was found before the code point end.
func upTo(r *extract.Reading, end int) string {
	var b strings.Builder
	for _, f := range r.Findings {
		if f.End <= end {
			data, _ := json.Marshal(f)
			b.Write(append(data, '\n'))
		}
	}
	return b.String()
}

// ends are the places where text may be cut: the ends of its lines.
func ends(text string) []int {
	var all []int
	for i, c := range text {
		if c == '\n' {
			all = append(all, i)
		}
	}
	return all
}

func TestPrefix(t *testing.T) {
	x := lexicon(t)
	files, _ := filepath.Glob("testdata/[ro]*/*.txt") // reports, others
	texts := []string{realPage(t)}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	held, cuts := 0, 0
	for i, text := range texts {
		for i, cut := range ends(text) {
			if i%3 > 0 { // a third of the cuts: each reads the text twice
				continue
			}
			if cuts++; sameBefore(t, x, text, cut) {
				held++
			}
		}
		if t.Failed() {
			t.Fatalf("text %d: %.40q", i, text)
		}
	}
	t.Logf("%d of %d cuts leave something whole that is held", held, cuts)
	if 3*held < cuts {
		t.Errorf("only %d of %d cuts hold anything: the property says too little", held, cuts)
	}
}

func FuzzPrefix(f *testing.F) {
	x := lexicon(f)
	f.Add("会议要求，区教委要完成校舍安全排查。\n责任单位：区教委\n", uint16(0))
	for _, c := range cases(f) {
		f.Add(c.text, uint16(1))
	}
	page := realPage(f)
	for _, cut := range []uint16{40, 100, 160, 200, 240} {
		f.Add(page, cut)
	}
	f.Fuzz(func(t *testing.T, text string, at uint16) {
		if cuts := ends(text); len(cuts) > 0 {
			sameBefore(t, x, text, cuts[int(at)%len(cuts)])
		}
	})
}
