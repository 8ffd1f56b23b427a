package web

import (
	"slices"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// divideForm fills in a division's form from the address: the units chosen, those of a preset, or at first those whom the
// entry's own words reach. Where a preview is asked for it holds the parts that would be made.
func (s *Server) divideForm(c *gin.Context, f *parts.MoveForm, children []ledger.Entry) error {
	known, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return err
	}
	f.In.Due, f.In.Note = ledger.Date(c.Query("due")), c.Query("note")
	chosen, picked := c.GetQueryArray("unit")
	_, preview := c.GetQuery("preview")
	for _, u := range known.Units {
		if u.Ended(s.day().Today) || hasPart(children, u) {
			continue
		}
		if picked && slices.Contains(chosen, u.Code) || !picked && !preview && preset(c.Query("choose"), f.Entry, u) {
			f.In.Units = append(f.In.Units, u.Code)
			if preview {
				f.Preview = append(f.Preview, partOf(f, u))
			}
		}
	}
	if preview && f.Preview == nil {
		f.Err = ledger.Mistake(ledger.Invalid, "units", "请至少选择一个还没有子事项的单位。", "Choose at least one unit that has no part yet.")
	}
	return nil
}

// preset tells whether a unit is among those chosen at once.
func preset(choice string, e ledger.Entry, u ledger.Unit) bool {
	switch choice {
	case string(ledger.AllLocal):
		return u.Kind.Local()
	case string(ledger.AllDepartments):
		return u.Kind == ledger.Department
	case "":
		return e.AsksOf(u)
	}
	return false
}

// hasPart tells whether a part of the unit's own is there and open.
func hasPart(children []ledger.Entry, u ledger.Unit) bool {
	return slices.ContainsFunc(children, func(e ledger.Entry) bool { return e.Status.Class() == ledger.Open && e.AnsweredBy(u.Code) })
}

// partOf is the part of a division as it would be made for a unit.
func partOf(f *parts.MoveForm, u ledger.Unit) ledger.Entry {
	part := ledger.Entry{Number: ledger.PartNumber(f.Entry.Number, f.Entry.Children+len(f.Preview)+1), Due: f.Entry.Due, Kind: f.Entry.Kind}
	if f.In.Due != "" {
		part.Due = f.In.Due
	}
	part.Units = []ledger.Party{{UnitCode: &u.Code, Name: u.Name, Role: f.Entry.Kind.MainRole()}}
	return part
}
