package ledger

import "slices"

// Right is something that a role may be allowed to do. Every route needs one.
type Right string

const (
	Self      Right = "self"
	Read      Right = "read"
	Handle    Right = "handle"
	Decide    Right = "decide"
	Survey    Right = "survey"
	Review    Right = "review"
	Registers Right = "registers"
	Settings  Right = "settings"
	Accounts  Right = "accounts"
	Audit     Right = "audit"
)

// Reach is how far a right goes: nowhere, to what concerns the own unit, or everywhere.
type Reach int

const (
	Nothing Reach = iota
	OwnUnit
	Whole
)

var reaches = map[Reach]Words{Nothing: {"不可", "no"}, OwnUnit: {"本单位", "own unit"}, Whole: {"全部", "all"}}

// Words names the reach.
func (r Reach) Words() Words { return reaches[r] }

// RightInfo is one row of the table of rights: what a right allows, and how far each role has it. A role that is not
// named has none of it.
type RightInfo struct {
	Right Right
	Words Words
	Roles map[OfficeRole]Reach
}

// Rights is the table of who may do what.
var Rights = []RightInfo{
	{Self, Words{"本人账号", "The own account"}, map[OfficeRole]Reach{Owner: Whole, Clerk: Whole, Liaison: Whole, Leader: Whole, SystemAdmin: Whole, SecurityAdmin: Whole, Auditor: Whole}},
	{Read, Words{"查阅、导出事项", "Read and export entries"}, map[OfficeRole]Reach{Owner: Whole, Clerk: Whole, Liaison: OwnUnit, Leader: Whole}},
	{Handle, Words{"签收、反馈、报审", "Acknowledge entries, report back, submit them"}, map[OfficeRole]Reach{Owner: Whole, Clerk: Whole, Liaison: OwnUnit}},
	{Decide, Words{"交办、审核、销号", "Assign, verify and strike off entries"}, map[OfficeRole]Reach{Owner: Whole, Clerk: Whole}},
	{Survey, Words{"查阅报告和全区情况", "Read reports and the whole district's figures"}, map[OfficeRole]Reach{Owner: Whole, Clerk: Whole, Leader: Whole}},
	{Review, Words{"导入、核对报告，修改事项", "Bring in and review reports, edit entries"}, map[OfficeRole]Reach{Owner: Whole, Clerk: Whole}},
	{Registers, Words{"维护单位、领域和词库", "Keep units, themes and words"}, map[OfficeRole]Reach{Owner: Whole, Clerk: Whole, SystemAdmin: Whole}},
	{Settings, Words{"维护日历、亮灯和催办规则", "Keep the calendar, the rules of lights and of reminders"}, map[OfficeRole]Reach{Owner: Whole, SystemAdmin: Whole}},
	{Accounts, Words{"管理账号", "Keep accounts"}, map[OfficeRole]Reach{Owner: Whole, SecurityAdmin: Whole}},
	{Audit, Words{"查阅审计记录", "Read the audit log"}, map[OfficeRole]Reach{Owner: Whole, Auditor: Whole}},
}

// Reach tells how far the role has a right.
func (r OfficeRole) Reach(right Right) Reach {
	for _, i := range Rights {
		if i.Right == right {
			return i.Roles[r]
		}
	}
	return Nothing
}

// Reaches tells whether the entry concerns unit u: by name, or through a collective such as 各街镇.
func (e *Entry) Reaches(u Unit) bool {
	scopes := u.Kind.Scopes()
	for _, p := range e.Units {
		if p.UnitCode != nil && *p.UnitCode == u.Code || u.Hears(e.Seat) && slices.Contains(scopes, p.Scope) {
			return true
		}
	}
	return false
}

// AsksOf tells whether the entry asks something of unit u: by name as who answers for it, or through a collective.
func (e *Entry) AsksOf(u Unit) bool {
	scopes := u.Kind.Scopes()
	return e.AnsweredBy(u.Code) || u.Hears(e.Seat) && slices.ContainsFunc(e.Units, func(p Party) bool { return p.Role == e.Kind.MainRole() && slices.Contains(scopes, p.Scope) })
}

// AnsweredBy tells whether the entry is the unit's own to handle.
func (e *Entry) AnsweredBy(code string) bool { return slices.Contains(e.Answering(), code) }
