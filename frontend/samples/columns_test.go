package samples

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// A month of a unit's page shows so many entries of a kind as one reads through; the others are a link away.
func TestLongColumnsEndInALink(t *testing.T) {
	for n, link := range map[int]int{40: 0, 41: 1} {
		s := summary()
		s.Months = []ledger.UnitMonth{{Period: "2024-09", Progress: slices.Repeat(s.Months[0].Progress[:1], n)}}
		var html strings.Builder
		page := pages.UnitPage{Base: base(ledger.English, "/units/990101001"), Period: "2024-09", Summary: s}
		if err := pages.Unit(page).Render(t.Context(), &html); err != nil {
			t.Fatal(err)
		}
		_, column, _ := strings.Cut(html.String(), `col-progress`)
		column, _, _ = strings.Cut(column, `col-shortcoming`)
		if got := strings.Count(column, `class="words"`); got != 40 {
			t.Errorf("of %d entries %d are shown", n, got)
		}
		to := fmt.Sprintf(`href="/entries?kind=progress&amp;month=2024-09&amp;status=standing&amp;unit=%s"`, s.Unit.Code)
		if got := strings.Count(column, to); got != link {
			t.Errorf("of %d entries %d links lead to all", n, got)
		}
	}
}
