package ledger

import "strings"

// OfficeRole is what a person or a program is in the office; the table of rights says what each may do.
type OfficeRole string

const (
	Owner         OfficeRole = "owner"          // the one person of a small machine, who does everything
	Clerk         OfficeRole = "clerk"          // 督查室经办: takes reports in, registers, follows, strikes off
	Liaison       OfficeRole = "liaison"        // 联络员: what concerns the own unit
	Leader        OfficeRole = "leader"         // 领导: reads everything
	SystemAdmin   OfficeRole = "system-admin"   // 系统管理员: registers and calendar
	SecurityAdmin OfficeRole = "security-admin" // 安全管理员: accounts
	Auditor       OfficeRole = "auditor"        // 审计员: the audit log
)

// RoleInfo describes a role: what it is called and what it is for.
type RoleInfo struct {
	Role    OfficeRole
	Words   Words
	Meaning Words
}

// Roles lists every role. The three of administration are kept apart, and none of them handles entries.
var Roles = []RoleInfo{
	{Owner, Words{"单机管理员", "Owner"}, Words{"一人一机时使用，可做一切；多人使用时请为各人另设角色", "For one person on one machine: may do everything; with more people, give each a role of their own"}},
	{Clerk, Words{"督查室经办", "Supervision clerk"}, Words{"导入报告、核对立项、跟踪销号", "Brings reports in, reviews, follows and strikes off"}},
	{Liaison, Words{"联络员", "Liaison"}, Words{"查阅、办理本单位的事项", "Reads and handles what concerns the own unit"}},
	{Leader, Words{"领导", "Leader"}, Words{"查阅全部，不作改动", "Reads everything, changes nothing"}},
	{SystemAdmin, Words{"系统管理员", "System administrator"}, Words{"维护单位、领域、词库和日历，不接触事项", "Keeps units, themes, words and calendar; no entries"}},
	{SecurityAdmin, Words{"安全管理员", "Security administrator"}, Words{"管理账号，不接触事项", "Keeps the accounts; no entries"}},
	{Auditor, Words{"审计员", "Auditor"}, Words{"查阅审计记录，不接触事项", "Reads the audit log; no entries"}},
}

func (r OfficeRole) info() RoleInfo {
	for _, i := range Roles {
		if i.Role == r {
			return i
		}
	}
	return RoleInfo{}
}

// Words names the role, Meaning says what it is for; Valid tells whether there is such a role.
func (r OfficeRole) Words() Words   { return r.info().Words }
func (r OfficeRole) Meaning() Words { return r.info().Meaning }
func (r OfficeRole) Valid() bool    { return r.info().Role != "" }

// FindRole looks a role up by its name or by what it is called in either language.
func FindRole(name string) (OfficeRole, error) {
	var valid []string
	for _, i := range Roles {
		if name == string(i.Role) || name == i.Words.ZH || strings.EqualFold(name, i.Words.EN) {
			return i.Role, nil
		}
		valid = append(valid, string(i.Role))
	}
	return "", Mistake(Invalid, "role", "没有“%s”这个角色，可用：%s。", "There is no role “%s”; the roles are %s.", name, strings.Join(valid, ", "))
}
