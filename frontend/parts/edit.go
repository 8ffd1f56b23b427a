package parts

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// Edit is what stands in an edit form: at first what the entry holds (EditOf), after a mistake what was typed, field by
// field as the request gave it. The form posts kind, text, theme, units, support, due and version, of an entry in the ledger leader and
// remark too.
type Edit struct {
	Entry   ledger.Entry // what is edited: a finding or an entry
	Kind    ledger.Kind
	Text    string
	Theme   string
	Units   string // names of the lead units (or subjects), separated by 、
	Support string // names of the supporting units, likewise
	Due     string // 2024-09-30, or ""
	Leader  string // 责任领导, or ""
	Remark  string // 备注, or ""
	Recurs  string // number of the former shortcoming that this one is again, or ""
	Version string // the version that was on the screen
	Err     *ledger.Error
}

// EditOf is the form for an entry as it stands.
func EditOf(e ledger.Entry) Edit {
	return Edit{
		Entry: e, Kind: e.Kind, Text: e.Text, Theme: e.Theme, Due: string(e.Due), Version: strconv.Itoa(e.Version),
		Units:   joinParties(e.Units, ledger.Subject, ledger.Lead),
		Support: joinParties(e.Units, ledger.Support),
		Leader:  e.Leader, Remark: e.Remark,
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
	return findingPath(e.Entry, "")
}

// wrong tells whether the mistake is about the field.
func (e Edit) wrong(field string) bool { return e.Err != nil && e.Err.Field == field }

// id makes a field's id, told apart from those of other entries on the page.
func (e Edit) id(field string) string { return field + "-" + id(e.Entry.ID) }

// stale tells whether somebody else has changed the entry meanwhile.
func (e Edit) stale() bool {
	return e.Err != nil && e.Err.Code == ledger.Conflict && e.Err.Current != nil
}

// version is the version that saving rests on: after a conflict the one now shown beside what was typed.
func (e Edit) version() string {
	if e.stale() {
		return strconv.Itoa(e.Err.Current.Version)
	}
	return e.Version
}

type difference struct{ name, mine, theirs string }

func (e Edit) differences(v View) (all []difference) {
	now := EditOf(*e.Err.Current)
	for _, d := range []difference{
		{v.T("事项", "Text"), e.Text, now.Text},
		{v.T("类别", "Kind"), v.In(e.Kind.Words()), v.In(now.Kind.Words())},
		{v.T("领域", "Theme"), v.Theme(e.Theme), v.Theme(now.Theme)},
		{v.T("办理时限", "Due"), e.Due, now.Due},
		{v.T("单位", "Units"), e.Units, now.Units},
		{v.T("配合单位", "Supporting units"), e.Support, now.Support},
		{v.T("责任领导", "Leader"), e.Leader, now.Leader},
		{v.T("备注", "Remarks"), e.Remark, now.Remark},
	} {
		if d.mine != d.theirs {
			all = append(all, d)
		}
	}
	return all
}

func (v View) knowsTheme(name string) bool {
	return slices.ContainsFunc(v.Themes, func(t ledger.Theme) bool { return t.Name == name })
}
