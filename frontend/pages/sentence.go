package pages

import (
	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// piece is a part of a sentence; with an address it leads to what it counts.
type piece struct {
	words string
	to    templ.SafeURL
	class string
}

func plain(words string) piece { return piece{words: words} }

// counting is a number, or words about one, that lead to what f selects.
func counting(words string, f ledger.Filter) piece { return piece{words: words, to: entriesURL(f)} }
