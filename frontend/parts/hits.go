package parts

import (
	"context"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// folded is the text as a search compares it, with the place of each character in the text: width, case and white space do not
// count (the store's index does the same, and more that is rare; what only that finds is found, and not marked).
func folded(text string) (compared []rune, at []int) {
	for i, c := range []rune(text) {
		switch {
		case unicode.IsSpace(c):
			continue
		case 0xFF01 <= c && c <= 0xFF5E:
			c -= 0xFEE0
		}
		compared, at = append(compared, unicode.ToLower(c)), append(at, i)
	}
	return compared, at
}

// hits lists where the words of a search stand in a text, in characters, from left to right and without overlaps. missing are the
// words that do not stand in it.
func hits(text, query string) (all []stretch, missing []string) {
	compared, at := folded(text)
	for _, word := range strings.Fields(query) {
		w, _ := folded(word)
		found := false
		for i := 0; len(w) > 0 && i+len(w) <= len(compared); i++ {
			if slices.Equal(compared[i:i+len(w)], w) {
				all, found = append(all, stretch{at[i], at[i+len(w)-1] + 1}), true
				i += len(w) - 1
			}
		}
		if !found {
			missing = append(missing, word)
		}
	}
	slices.SortFunc(all, func(a, b stretch) int { return a.start - b.start })
	joined := all[:0]
	for _, s := range all {
		if n := len(joined); n > 0 && s.start <= joined[n-1].end {
			joined[n-1].end = max(joined[n-1].end, s.end)
		} else {
			joined = append(joined, s)
		}
	}
	return joined, missing
}

// marked writes a text with the words of a search marked in it.
func marked(text, query string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if query == "" {
			_, err := io.WriteString(w, templ.EscapeString(text))
			return err
		}
		r, at := []rune(text), 0
		var b strings.Builder
		found, _ := hits(text, query)
		for _, h := range found {
			b.WriteString(templ.EscapeString(string(r[at:h.start])) + `<mark class="hit">` + templ.EscapeString(string(r[h.start:h.end])) + `</mark>`)
			at = h.end
		}
		b.WriteString(templ.EscapeString(string(r[at:])))
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// aroundHit is how many characters a snippet shows before and behind what was found.
const aroundHit = 16

// snippet is the stretch of a text around the first of the words of a search, "" where none stands in it.
func snippet(text, query string) string {
	text = unbroken(text)
	found, _ := hits(text, query)
	if len(found) == 0 {
		return ""
	}
	r := []rune(text)
	start, end := max(0, found[0].start-aroundHit), min(len(r), found[0].end+aroundHit)
	cut := string(r[start:end])
	if start > 0 {
		cut = "…" + cut
	}
	if end < len(r) {
		cut += "…"
	}
	return cut
}

// elsewhere is where the quote says words of the search that the row does not show; "" where all of them stand in the row.
func (r *Row) elsewhere() string {
	if r.Query == "" {
		return ""
	}
	shown := []string{r.Entry.Text, r.Entry.Number}
	if r.Shown.Has(ledger.OutcomeShown) {
		shown = append(shown, r.Entry.Outcome)
	}
	if r.Shown.Has(ledger.UnitsShown) {
		for _, p := range r.Entry.Units {
			shown = append(shown, p.Name)
		}
	}
	_, missing := hits(strings.Join(shown, "\x00"), r.Query)
	return snippet(r.Entry.Quote, strings.Join(missing, " "))
}
