package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

func TestGrams(t *testing.T) {
	for _, c := range []struct{ text, grams, query, match string }{
		{"区\n委书记", "区委 委书 书记 记 ", "书记", `"书记"`},
		{"ＡＩ 大模型", "ai i大 大模 模型 型 ", "Ai", `"ai"`},
		{"", "", "  ", ""},
		{"马", "马 ", "马", `"马"*`},
		{"１２月", "12 2月 月 ", "12月 整改", `"12 2月" "整改"`},
	} {
		if got := grams(c.text); got != c.grams {
			t.Errorf("grams(%q) = %q, want %q", c.text, got, c.grams)
		}
		if got := match(phrases(c.query)); got != c.match {
			t.Errorf("match(%q) = %q, want %q", c.query, got, c.match)
		}
	}
}

// TestSearchMissesNothing compares searches with a plain look at every text, over random texts of few characters, so
// that every search has many near misses.
func TestSearchMissesNothing(t *testing.T) {
	s := open(t)
	registers(t, s)
	alphabet := []rune("区委书记整改马，。“”（）-%1２aＢé \n\t〇𠮷")
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) string {
		text := make([]rune, n)
		for i := range text {
			text[i] = alphabet[r.IntN(len(alphabet))]
		}
		return string(text)
	}
	var entries []ledger.Entry
	for range 300 {
		e := draft()
		e.Text, e.Quote, e.Theme = "起"+random(r.IntN(40)), "原"+random(r.IntN(20)), ""
		entries = append(entries, e)
	}
	add(t, s, "f", true, entries...)
	all := everything(t, s)
	for n := range 600 {
		query := random(1 + n%5)
		terms := strings.Fields(query)
		var want []int64
		for _, e := range all {
			if !slices.ContainsFunc(terms, func(term string) bool { return !contains(&e, term) }) {
				want = append(want, e.ID)
			}
		}
		var got []int64
		err := s.EachEntry(t.Context(), ledger.Filter{Query: query}, testDay, func(e *ledger.Entry) error { got = append(got, e.ID); return nil })
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("search %q: %d rows, want %d (%v)", query, len(got), len(want), err)
		}
	}
}

func contains(e *ledger.Entry, term string) bool {
	fields := []string{e.Number, e.Text, e.Quote, e.Theme, e.Outcome}
	for _, p := range e.Units {
		fields = append(fields, p.Name)
	}
	return slices.ContainsFunc(fields, func(f string) bool { return strings.Contains(string(searchable(f)), string(searchable(term))) })
}

func TestSearchLooksEverywhere(t *testing.T) {
	s := open(t)
	registers(t, s)
	e := draft()
	e.Quote = "原话里的独有词"
	id := add(t, s, "f", true, e)[0]
	must(do(s, clerk, id, 0, move(t, ledger.Resolve), "结果说明"))(t)
	for _, q := range []string{"来电", "独有", "2024-09-任-001", "任", "东河", "诉即", "结果", "结 果", "整改 东河 独有"} {
		if p := must(s.Entries(t.Context(), ledger.Filter{Query: q}, testDay))(t); p.Total != 1 || len(p.Items) != 1 {
			t.Errorf("%q finds %d", q, p.Total)
		}
	}
	must(do(s, clerk, id, 0, move(t, ledger.Undo), ""))(t)
	for _, q := range []string{"结果", "没有", "整改 没有", `"`, `" OR "`, "*", "NEAR("} {
		if p := must(s.Entries(t.Context(), ledger.Filter{Query: q}, testDay))(t); p.Total != 0 {
			t.Errorf("%q finds %d", q, p.Total)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, q := range []string{"整改", `"a"*`, "\x00", "ﬁ", "𠮷", "e\u0301", "\u073a \u05b9", "\uab70\ua7f7"} {
		f.Add(q)
	}
	s := open(f)
	registers(f, s)
	add(f, s, "f", true, draft())
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 || strings.TrimSpace(text) == "" || !utf8.ValidString(text) {
			return
		}
		n := 0
		err := s.Write(t.Context(), clerk, func(w *Writer) error {
			if err := putSearch(w.tx, 1, grams(text)); err != nil {
				return err
			}
			found, err := w.read.selection(t.Context(), ledger.Filter{Query: strings.Join(strings.Fields(text), "")}, testDay)
			if err == nil {
				n, err = found.count(t.Context())
			}
			return err
		})
		if err != nil || n != 1 {
			t.Errorf("%q does not find itself: %v", fmt.Sprint(text), err)
		}
	})
}

// TestSettle asks that a search still finds what it found, in one part in place of many.
func TestSettle(t *testing.T) {
	if storetest.OnServer() {
		t.Skip("a server puts its indexes in order by itself")
	}
	s := open(t)
	registers(t, s)
	for i := range 3 {
		add(t, s, fmt.Sprint("report ", i), true, draft())
	}
	parts := func() int64 {
		return must(scan[int64](t.Context(), s.writer, "parts", "SELECT count(DISTINCT segid) FROM entry_search_idx"))(t)[0]
	}
	found := func() int64 {
		return must(scan[int64](t.Context(), s.writer, "found", "SELECT count(*) FROM entry_search WHERE entry_search MATCH ?", match(phrases(draft().Text))))(t)[0]
	}
	if n := parts(); n < 2 {
		t.Fatalf("three writes left %d parts", n)
	}
	write(t, s, func(w *Writer) error { return settle(w.tx) })
	if n := parts(); n != 1 || found() != 3 {
		t.Errorf("settled, a search looks in %d parts and finds %d", n, found())
	}
}
