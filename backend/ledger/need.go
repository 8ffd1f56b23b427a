package ledger

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Field names something that a move takes, as forms and the API spell it.
type Field string

const (
	NoteField         Field = "note"
	DueField          Field = "due"
	UnitsField        Field = "units"
	NumberField       Field = "number"
	EvidenceField     Field = "evidence"
	ProgressField     Field = "progress"
	ProblemsField     Field = "problems"
	StepsField        Field = "steps"
	CoordinationField Field = "coordination"
	PercentField      Field = "percent"
)

// Need is one thing that a move takes, and what it is called there.
type Need struct {
	Field    Field
	Words    Words
	Optional bool
}

// Input is what a person gives for a move.
type Input struct {
	Note         string   `json:"note,omitempty"`
	Due          Date     `json:"due,omitempty"`
	Units        []string `json:"units,omitempty"`  // codes of the register
	Number       string   `json:"number,omitempty"` // of the entry that the move leads to
	Evidence     string   `json:"evidence,omitempty"`
	Progress     string   `json:"progress,omitempty"`
	Problems     string   `json:"problems,omitempty"`
	Steps        string   `json:"steps,omitempty"`
	Coordination string   `json:"coordination,omitempty"`
	Percent      *int     `json:"percent,omitempty"`
}

// MaxNote is how many characters a note, or any other words of a move, may have.
const MaxNote = 2000

// texts are the words given, by field.
func (in *Input) texts() map[Field]*string {
	return map[Field]*string{
		NoteField: &in.Note, NumberField: &in.Number, EvidenceField: &in.Evidence, ProgressField: &in.Progress,
		ProblemsField: &in.Problems, StepsField: &in.Steps, CoordinationField: &in.Coordination,
	}
}

// Has tells whether a field is filled in.
func (in Input) Has(f Field) bool {
	switch f {
	case DueField:
		return in.Due != ""
	case UnitsField:
		return len(in.Units) > 0
	case PercentField:
		return in.Percent != nil
	}
	return *in.texts()[f] != ""
}

// Trimmed is the input without white space around its words, and with a unit named twice named once.
func (in Input) Trimmed() Input {
	for _, s := range in.texts() {
		*s = strings.TrimSpace(*s)
	}
	seen := in.Units
	in.Units = nil
	for _, u := range seen {
		if u = strings.TrimSpace(u); u != "" && !slices.Contains(in.Units, u) {
			in.Units = append(in.Units, u)
		}
	}
	return in
}

// check tells what is wrong with the input for move m: nothing, or an Invalid field.
func (in Input) check(m Move) error {
	for _, n := range m.Needs {
		if !n.Optional && !in.Has(n.Field) {
			return Mistake(Invalid, string(n.Field), "请写明%[1]s。", "Give “%[2]s”.", n.Words.ZH, n.Words.EN)
		}
	}
	for f, s := range in.texts() {
		if !utf8.ValidString(*s) {
			return Mistake(Invalid, string(f), "文字里有无法识别的字符，请重新输入。", "The text has characters that cannot be read; type it again.")
		}
		if len([]rune(*s)) > MaxNote {
			return Mistake(Invalid, string(f), "最多 %d 字，现有 %d 字。", "It may have %d characters at most; it has %d.", MaxNote, len([]rune(*s)))
		}
	}
	if p := in.Percent; p != nil && (*p < 0 || *p > 100) {
		return Mistake(Invalid, string(PercentField), "完成度要在 0 到 100 之间。", "How far it has come is a number from 0 to 100.")
	}
	if in.Due != "" {
		if _, err := ParseDate(string(in.Due)); err != nil {
			return &Error{Code: Invalid, Field: string(DueField), Words: AsMistake(err).Words}
		}
	}
	return nil
}
