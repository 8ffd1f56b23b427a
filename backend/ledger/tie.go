package ledger

// TieKind is what one entry of the ledger is to another that it refers to.
type TieKind string

const (
	Parallel TieKind = "parallel" // 并行: asks much the same, and is followed beside it
	Under    TieKind = "under"    // a task under the shortcoming that it is to mend
	Shows    TieKind = "shows"    // praise that may show a shortcoming to be mended
)

// TieInfo describes a kind of tie: which kinds of entries it joins ("" for any two of one kind), what it is called at either
// end, and whether it takes a reason.
type TieInfo struct {
	Kind     TieKind
	From, To Kind
	Words    Words // at the end that it goes from
	Back     Words // at the other
	Reason   bool
}

// TieKinds lists every kind of tie.
var TieKinds = []TieInfo{
	{Parallel, "", "", Words{"并行事项", "In parallel with"}, Words{"并行事项", "In parallel with"}, true},
	{Under, Task, Shortcoming, Words{"所属问题", "Mends the shortcoming"}, Words{"下设任务", "Tasks under it"}, false},
	{Shows, Progress, Shortcoming, Words{"可作佐证的问题", "May show as mended"}, Words{"可作佐证的成绩", "Praise that may show it mended"}, false},
}

// FindTie looks a kind of tie up by name; a name that is none is a BadRequest.
func FindTie(name string) (TieInfo, error) {
	for _, i := range TieKinds {
		if string(i.Kind) == name {
			return i, nil
		}
	}
	return TieInfo{}, Mistake(BadRequest, "tie", "没有“%s”这种关联。", "There is no tie “%s”.", name)
}

// Tie is a tie as one of its two entries sees it: Entry is the other one, Back tells that the tie comes from there.
type Tie struct {
	Kind  TieKind
	Back  bool
	Entry Entry
}

// Words names the tie as its entry's page does.
func (t Tie) Words() Words {
	i, err := FindTie(string(t.Kind))
	switch {
	case err != nil:
		return Words{string(t.Kind), string(t.Kind)}
	case t.Back:
		return i.Back
	}
	return i.Words
}

// Check tells what stands against tying e to another entry for a reason: nothing, or an Invalid field.
func (i TieInfo) Check(e, to *Entry, reason string) error {
	switch {
	case e.ID == to.ID:
		return Mistake(Invalid, "number", "不能和它自己关联。", "It cannot be tied to itself.")
	case to.Status == Withdrawn || !to.Status.InLedger():
		return Mistake(Invalid, "number", "%s 不在台账中或已撤回，不能关联。", "%s is not in the ledger, or was withdrawn; it cannot be tied.", to.Label())
	case i.From == "" && e.Kind != to.Kind:
		return Mistake(Invalid, "number", "%[1]s 是“%[2]s”，这一条不是，不能并行。", "%[1]s is of another kind (%[3]s); they cannot run in parallel.", to.Label(), to.Kind.Words().ZH, to.Kind.Words().EN)
	case i.From != "" && (e.Kind != i.From || to.Kind != i.To):
		return Mistake(Invalid, "number", "只能把“%[1]s”挂到“%[2]s”上，%[3]s 不是。", "Only a %[4]s is tied so to a %[5]s; %[3]s is none.", i.From.Words().ZH, i.To.Words().ZH, to.Label(), i.From.Words().EN, i.To.Words().EN)
	case i.Reason && reason == "":
		return Mistake(Invalid, "note", "请写明为什么要并行办理。", "Say why both are to be followed.")
	case len([]rune(reason)) > MaxNote:
		return Mistake(Invalid, "note", "最多 %d 字。", "%d characters at most.", MaxNote)
	}
	return nil
}

// ToOf is the kind of entry that such a tie leads to from e.
func (i TieInfo) ToOf(e Entry) Kind {
	if i.To == "" {
		return e.Kind
	}
	return i.To
}
