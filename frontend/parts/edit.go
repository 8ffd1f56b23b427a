package parts

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// Edit is what stands in an edit form: at first what the entry holds (EditOf), after a mistake what was typed, field by
// field as the request gave it. The form posts kind, text, theme, units, support, due and version.
type Edit struct {
	Entry   ledger.Entry // what is edited: a finding or an entry
	Kind    ledger.Kind
	Text    string
	Theme   string
	Units   string // names of the lead units (or subjects), separated by 、
	Support string // names of the supporting units, likewise
	Due     string // 2024-09-30, or ""
	Version string // the version that was on the screen
	Err     *ledger.Error
}

// EditOf is the form for an entry as it stands.
func EditOf(e ledger.Entry) Edit {
	return Edit{
		Entry: e, Kind: e.Kind, Text: e.Text, Theme: e.Theme, Due: string(e.Due), Version: strconv.Itoa(e.Version),
		Units:   joinParties(e.Units, ledger.Subject, ledger.Lead),
		Support: joinParties(e.Units, ledger.Support),
	}
}

func joinParties(parties []ledger.Party, roles ...ledger.PartyRole) string {
	var names []string
	for _, p := range parties {
		for _, r := range roles {
			if p.Role == r {
				names = append(names, p.Name)
			}
		}
	}
	return strings.Join(names, "、")
}

// action is where the form posts: the entry, or the finding on its report's desk while it has no number.
func (e Edit) action() templ.SafeURL {
	if e.Entry.Number != "" {
		return EntryURL(e.Entry)
	}
	return ReportURL(e.Entry.ReportID) + templ.SafeURL("/findings/"+id(e.Entry.ID))
}

// wrong tells whether the mistake is about the field.
func (e Edit) wrong(field string) bool { return e.Err != nil && e.Err.Field == field }
