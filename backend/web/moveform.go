package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// openForm is the form of a move on rec's entry as it first stands: with what was said before and can be said again. Nil
// where the reader may not make the move now.
func (s *Server) openForm(c *gin.Context, rec *parts.Record, name string) (*parts.MoveForm, error) {
	may := s.account(c).Moves(&rec.Entry)
	i := slices.IndexFunc(may, func(m ledger.Move) bool { return string(m.Name) == name })
	if i < 0 {
		return nil, nil
	}
	f := &parts.MoveForm{Entry: rec.Entry, Move: may[i], Accept: strings.Join(intake.Attachable(), ",")}
	if len(rec.Feedback) > 0 {
		reuse(f, &rec.Feedback[0])
	}
	switch f.Move.Name {
	case ledger.Assign:
		f.Units = unitsNamed(rec.Entry)
	case ledger.Divide:
		return f, s.divideForm(c, f, rec.Children)
	case ledger.Extend:
		if x := rec.Waiting(); x != nil {
			f.In.Due = x.Asked
		}
	}
	return f, nil
}

// reuse puts the words of the last feedback where they can be used again: nobody is asked twice for the same.
func reuse(f *parts.MoveForm, last *ledger.Feedback) {
	switch f.Move.Name {
	case ledger.ReportBack:
		f.Last, f.Percent = last, strconv.Itoa(last.Percent)
		f.In = ledger.Input{Progress: last.Progress, Problems: last.Problems, Steps: last.Steps, Coordination: last.Coordination}
	case ledger.Submit:
		f.In.Note = last.Progress
	case ledger.AskMore:
		f.In.Progress = last.Progress
	}
}

// unitsNamed are the names of the register's units that an entry is first of all about.
func unitsNamed(e ledger.Entry) string {
	var names []string
	for _, p := range e.Units {
		if p.UnitCode != nil && p.Role == e.Kind.MainRole() {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, "、")
}

// typedForm is a move's form with all that was typed, and the input that this makes. A mistake in typing is the form's.
func (s *Server) typedForm(c *gin.Context, e ledger.Entry, m ledger.Move) (*parts.MoveForm, error) {
	f := &parts.MoveForm{
		Entry: e, Move: m, Accept: strings.Join(intake.Attachable(), ","), Back: c.PostForm("back"), Units: c.PostForm("units"), Percent: strings.TrimSpace(c.PostForm("percent")),
		In: ledger.Input{
			Note: c.PostForm("note"), Due: ledger.Date(strings.TrimSpace(c.PostForm("due"))), Units: c.PostFormArray("unit"), Number: c.PostForm("number"),
			Evidence: c.PostForm("evidence"), Progress: c.PostForm("progress"), Problems: c.PostForm("problems"), Steps: c.PostForm("steps"), Coordination: c.PostForm("coordination"),
		},
	}
	f.In = f.In.Trimmed()
	if err := typedPercent(f); err != nil {
		return f, err
	}
	return f, s.typedUnits(c, f)
}

func typedPercent(f *parts.MoveForm) error {
	if f.Percent == "" {
		return nil
	}
	n, err := strconv.Atoi(strings.TrimRight(f.Percent, "%％ "))
	if err != nil {
		return ledger.Mistake(ledger.Invalid, "percent", "完成度请写成 0 到 100 的整数，如 60。", "Write how far it has come as a whole number from 0 to 100, such as 60.")
	}
	f.In.Percent = &n
	return nil
}

// typedUnits reads names typed into one field as units of the register.
func (s *Server) typedUnits(c *gin.Context, f *parts.MoveForm) error {
	if strings.TrimSpace(f.Units) == "" {
		return nil
	}
	reader, err := s.readerAt(c.Request.Context(), f.Entry.Seat)
	if err != nil {
		return err
	}
	for _, p := range reader.Parties(list(f.Units), f.Entry.Kind.MainRole()) {
		if p.UnitCode == nil {
			return ledger.Mistake(ledger.Invalid, "units", "单位库里没有“%[1]s”，请从列表中选择。", "The register has no unit “%[1]s”; choose one of the list.", p.Name)
		}
		f.In.Units = append(f.In.Units, *p.UnitCode)
	}
	return nil
}
