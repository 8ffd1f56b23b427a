package pages

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

func entryURL(e ledger.Entry) templ.SafeURL    { return parts.EntryURL(e) }
func entriesURL(f ledger.Filter) templ.SafeURL { return parts.EntriesURL(f) }
func monthURL(path string, m ledger.Period) templ.SafeURL {
	return templ.SafeURL(path + "?month=" + string(m))
}

// compareURL is the address of two units or two months side by side.
func compareURL(a, b string) templ.SafeURL {
	return templ.SafeURL("/compare?" + url.Values{"a": {a}, "b": {b}}.Encode())
}

func itoa(n int) string { return strconv.Itoa(n) }
