package ledger

import (
	"fmt"
	"time"
	"unicode/utf8"
)

// Kind is what an entry records.
type Kind string

const (
	Progress    Kind = "progress"    // 成绩
	Shortcoming Kind = "shortcoming" // 问题
	Task        Kind = "task"        // 任务
)

// Kinds lists the kinds in the order a report gives them.
var Kinds = []Kind{Progress, Shortcoming, Task}

var kindWords = map[Kind]struct {
	Words
	mark string
}{
	Progress:    {Words{"成绩", "Progress"}, "成"},
	Shortcoming: {Words{"问题", "Shortcoming"}, "问"},
	Task:        {Words{"任务", "Task"}, "任"},
}

// Words names the kind; Valid tells whether there is such a kind.
func (k Kind) Words() Words { return kindWords[k].Words }
func (k Kind) Valid() bool  { return kindWords[k].mark != "" }

// Number writes an entry's number: month, kind, running number within both: 2024-09-任-012.
func Number(p Period, k Kind, n int) string {
	return fmt.Sprintf("%s-%s-%03d", p, kindWords[k].mark, n)
}

// PartNumber writes the number of a part: its parent's, and which part it is: 2024-09-任-012-03.
func PartNumber(parent string, n int) string { return fmt.Sprintf("%s-%02d", parent, n) }

// Entry is one tracked record, tied to the characters of the report that say so. As a draft it has no number yet.
type Entry struct {
	ID       int64  `gorm:"primaryKey" json:"id"`
	Number   string `json:"number"`
	Kind     Kind   `json:"kind"`
	ReportID int64  `json:"report_id"`
	Seat     string `json:"seat,omitempty"` // code of the unit whose report it is from
	Article  int    `json:"article"`
	Period   Period `json:"period"`
	// Text is what is followed: at first the quote, later what a person made of it. Quote is the source's own words without
	// white space and never changes; Start and End are its place in code points of the report's text, end exclusive.
	Text          string     `json:"text"`
	Quote         string     `json:"quote"`
	Start         int        `json:"start"`
	End           int        `json:"end"`
	EvidenceStart int        `json:"evidence_start,omitempty"` // the clause that a shortcoming's item stands in
	EvidenceEnd   int        `json:"evidence_end,omitempty"`
	Rule          string     `json:"rule,omitempty"` // the extraction rule that found it; "" when a person added it
	Theme         string     `json:"theme"`
	Speaker       string     `json:"speaker,omitempty"`
	Leader        string     `json:"leader,omitempty"` // 责任领导, named by the office
	Remark        string     `json:"remark,omitempty"` // 备注, the office's own
	Units         []Party    `gorm:"foreignKey:EntryID" json:"units"`
	Metrics       []Metric   `gorm:"serializer:json" json:"metrics,omitempty"`
	DueText       string     `json:"due_text,omitempty"` // the words the date was read from
	Due           Date       `json:"due,omitempty"`
	DueBasis      DueBasis   `json:"due_basis,omitempty"`
	Status        Status     `json:"status"`
	Outcome       string     `json:"outcome,omitempty"` // what was done, said on resolving
	ResolvedAt    *time.Time `json:"resolved_at,omitempty"`
	ResolvedBy    string     `json:"resolved_by,omitempty"`
	OutcomeBefore string     `json:"outcome_before,omitempty"` // what was done so far, while the outcome says why the entry was closed
	Evidence      string     `json:"evidence,omitempty"`       // what shows that it was done: a number of the ledger, a paper, a visit
	VerifiedAt    *time.Time `json:"verified_at,omitempty"`    // when the office found it done
	VerifiedBy    string     `json:"verified_by,omitempty"`
	Percent       int        `json:"percent,omitempty"`      // how far it has come, as last reported
	Parent        *int64     `json:"parent,omitempty"`       // the id of the entry that it is a part of
	Children      int        `json:"children,omitempty"`     // how many parts were ever made of it
	SuspendedOn   Date       `json:"suspended_on,omitempty"` // since when its clock stands
	Rebounds      int        `json:"rebounds,omitempty"`     // how often it came back after it was struck off
	Back          Status     `json:"back,omitempty"`         // of a suspended or closed entry: where taking that back leads
	Course        `gorm:"embedded"`
	SameAs        *int64    `json:"same_as,omitempty"`                // of a linked finding or a merged entry: the id of the entry it is a further source of
	Under         *int64    `json:"under,omitempty"`                  // of a task: the id of the shortcoming that it is to put right
	Recurs        *int64    `json:"recurs,omitempty"`                 // of a shortcoming: the id of the former one that this is again
	Was           Status    `json:"-"`                                // the status that putting a withdrawn report back restores; "" where nothing was withdrawn
	Last          *Feedback `gorm:"-" json:"last_feedback,omitempty"` // what was reported last, where it was asked for (store.EachEntry)
	Version       int       `json:"version"`                          // grows by one with every change
	CreatedAt     time.Time `json:"created_at"`
	UpdatedAt     time.Time `json:"updated_at"`
}

// PartyRole is the part a unit has in an entry.
type PartyRole string

const (
	Subject PartyRole = "subject" // whom a progress or a shortcoming is about
	Lead    PartyRole = "lead"    // 牵头
	Support PartyRole = "support" // 配合
)

var partyRoles = map[PartyRole]Words{Subject: {"对象", "Subject"}, Lead: {"牵头", "Lead"}, Support: {"配合", "Support"}}

func (r PartyRole) Words() Words { return partyRoles[r] }

// Party is a unit's part in an entry: a unit of the register by its code, or the words of the text where it names none
// (各街镇, 相关街道), with the scope that those words reach.
type Party struct {
	EntryID  int64     `gorm:"primaryKey" json:"-"`
	Position int       `gorm:"primaryKey;autoIncrement:false" json:"-"`
	UnitCode *string   `json:"code,omitempty"`
	Name     string    `json:"name"`
	Role     PartyRole `json:"role"`
	Scope    Scope     `json:"scope,omitempty"`
}

func (Party) TableName() string { return "entry_units" }

// Metric is a figure that a progress states: a value with its unit of measure, or a rank within a scope, for a period
// (2024-01/2024-08, 2023, 2024-08).
type Metric struct {
	Name   string   `json:"name"`
	Period string   `json:"period,omitempty"`
	Value  *float64 `json:"value,omitempty"`
	Unit   string   `json:"unit,omitempty"`
	Rank   string   `json:"rank,omitempty"` // "1", or the word itself: 前列
	Scope  string   `json:"scope,omitempty"`
}

// DueBasis tells where a due date comes from.
type DueBasis string

const (
	DueFromText   DueBasis = "text"   // 原文
	DueFromRule   DueBasis = "rule"   // 规则, accepted by a person
	DueFromPerson DueBasis = "person" // 人工
)

var dueBases = map[DueBasis]Words{DueFromText: {"原文", "from the text"}, DueFromRule: {"规则", "by rule"}, DueFromPerson: {"人工", "set by a person"}}

func (b DueBasis) Words() Words { return dueBases[b] }

// Change is what a person may alter in a draft or an entry; every field is written as given.
type Change struct {
	Kind     Kind
	Text     string
	Theme    string
	Units    []Party // Position is set on saving
	Due      Date
	DueText  string // the words or the rule that the date comes from
	DueBasis DueBasis
	Recurs   string // the number of the former shortcoming that this one is again; "" for none
	Leader   string // 责任领导
	Remark   string // 备注
}

// ChangeOf is the change that leaves e as it is, but for Recurs, which takes the number of the entry that e.Recurs tells.
func ChangeOf(e *Entry) Change {
	return Change{Kind: e.Kind, Text: e.Text, Theme: e.Theme, Units: e.Units, Due: e.Due, DueText: e.DueText, DueBasis: e.DueBasis, Leader: e.Leader, Remark: e.Remark}
}

// MaxText is how many characters an entry's text may have, MaxLeader and MaxRemark the leader named and the remark.
const (
	MaxText   = 4000
	MaxLeader = 40
	MaxRemark = 1000
)

// Check tells what is wrong with the change: nothing, or an Invalid field.
func (c Change) Check() error {
	switch n := len([]rune(c.Text)); {
	case !c.Kind.Valid():
		return Mistake(Invalid, "kind", "请选择类别：成绩、问题或任务。", "Choose a kind: progress, shortcoming or task.")
	case !utf8.ValidString(c.Text + c.Theme + c.Leader + c.Remark):
		return Mistake(Invalid, "text", "文字里有无法识别的字符，请重新输入。", "The text has characters that cannot be read; type it again.")
	case n == 0:
		return Mistake(Invalid, "text", "事项内容不能为空。", "The text must not be empty.")
	case n > MaxText:
		return Mistake(Invalid, "text", "事项内容最多 %d 字，现有 %d 字。", "The text may have %d characters at most; it has %d.", MaxText, n)
	case len([]rune(c.Leader)) > MaxLeader:
		return Mistake(Invalid, "leader", "责任领导最多 %d 字。", "The leader may have %d characters at most.", MaxLeader)
	case len([]rune(c.Remark)) > MaxRemark:
		return Mistake(Invalid, "remark", "备注最多 %d 字，现有 %d 字。", "The remark may have %d characters at most; it has %d.", MaxRemark, len([]rune(c.Remark)))
	}
	return nil
}

// MainRole is the part of the units that an entry of kind k is first of all about: who leads a task, whom praise or blame
// concerns.
func (k Kind) MainRole() PartyRole {
	if k == Task {
		return Lead
	}
	return Subject
}
