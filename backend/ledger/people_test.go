package ledger

import (
	"strings"
	"testing"
)

func TestEveryRoleHasWordsAndRights(t *testing.T) {
	for _, r := range Roles {
		if r.Words.ZH == "" || r.Words.EN == "" || r.Meaning.ZH == "" || r.Meaning.EN == "" {
			t.Errorf("%s is not described", r.Role)
		}
		if r.Role.Reach(Self) != Whole {
			t.Errorf("%s has no account of its own", r.Role)
		}
		for _, name := range []string{string(r.Role), r.Words.ZH, strings.ToUpper(r.Words.EN)} {
			if got, err := FindRole(name); err != nil || got != r.Role {
				t.Errorf("%q is read as %q, %v", name, got, err)
			}
		}
	}
	for _, i := range Rights {
		if i.Roles[Owner] != Whole || i.Words.ZH == "" || i.Words.EN == "" {
			t.Errorf("%s: an office of one person must be able to do it", i.Right)
		}
		for r := range i.Roles {
			if !r.Valid() {
				t.Errorf("%s names the role %q", i.Right, r)
			}
		}
	}
	if Role := OfficeRole("chief"); Role.Reach(Self) != Nothing || Clerk.Reach("fly") != Nothing {
		t.Error("what is unknown is allowed")
	}
	if _, err := FindRole("chief"); AsMistake(err) == nil || !strings.Contains(err.Error(), "auditor") {
		t.Errorf("an unknown role: %v", err)
	}
}

// The three administrations are apart from one another and from the entries.
func TestAdministrationsAreSeparated(t *testing.T) {
	admins := []OfficeRole{SystemAdmin, SecurityAdmin, Auditor}
	for _, i := range Rights {
		if i.Right == Self {
			continue
		}
		n := 0
		for _, r := range admins {
			if r.Reach(i.Right) > Nothing {
				n++
			}
		}
		handlesEntries := i.Right == Read || i.Right == Handle || i.Right == Survey || i.Right == Review
		if n > 1 || n > 0 && handlesEntries {
			t.Errorf("%s is shared by %d of the three administrators", i.Right, n)
		}
	}
}

func TestAccountCheck(t *testing.T) {
	for _, c := range []struct {
		Account
		field string
	}{
		{Account{Role: Clerk}, ""}, {Account{Role: Liaison, UnitCode: "1"}, ""},
		{Account{Role: Liaison}, "unit"}, {Account{Role: Leader, UnitCode: "1"}, ""}, {Account{Role: SystemAdmin, UnitCode: "1"}, "unit"}, {Account{}, "role"}, {Account{Role: "chief"}, "role"},
	} {
		if m := AsMistake(c.Check()); (m == nil) != (c.field == "") || m != nil && m.Field != c.field {
			t.Errorf("%+v: %v", c.Account, m)
		}
	}
	for name, good := range map[string]bool{"王芳": true, "Wang Fang": true, "": false, " 王芳": false, "王\n芳": false, "a/b": false, strings.Repeat("王", 51): false, "王\xff": false} {
		if err := (User{Name: name, Account: Account{Role: Clerk}}).Check(); (err == nil) != good {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestWhoseAnEntryIs(t *testing.T) {
	a, b := "1", "2"
	town, office := Unit{Code: a, Kind: Town}, Unit{Code: b, Kind: Department}
	for name, c := range map[string]struct {
		e                         Entry
		reachesA, reachesB, ownsA bool
	}{
		"led by a":                 {Entry{Kind: Task, Units: []Party{{UnitCode: &a, Role: Lead}}}, true, false, true},
		"supported by a":           {Entry{Kind: Task, Units: []Party{{UnitCode: &b, Role: Lead}, {UnitCode: &a, Role: Support}}}, true, true, false},
		"about a":                  {Entry{Kind: Shortcoming, Units: []Party{{UnitCode: &a, Role: Subject}}}, true, false, true},
		"for every local unit":     {Entry{Kind: Task, Units: []Party{{Name: "各街镇", Role: Lead, Scope: AllLocal}}}, true, false, false},
		"for everyone":             {Entry{Kind: Task, Units: []Party{{Name: "各单位", Role: Lead, Scope: Everyone}}}, true, true, false},
		"for nobody in particular": {Entry{Kind: Task, Units: []Party{{Name: "相关街道", Role: Lead}}}, false, false, false},
		"without units":            {Entry{Kind: Task}, false, false, false},
	} {
		if c.e.Reaches(town) != c.reachesA || c.e.Reaches(office) != c.reachesB || c.e.AnsweredBy(a) != c.ownsA {
			t.Errorf("%s: reaches %v %v, owned %v", name, c.e.Reaches(town), c.e.Reaches(office), c.e.AnsweredBy(a))
		}
	}
}

func TestPasswords(t *testing.T) {
	for password, good := range map[string]bool{
		"correct horse 电池": true, "三只猫喝光了牛奶呀呀": true, "kettle-47-Window": true, "a long password": true, "Xq7#mLp2vR": true,
		"short": false, "123456789": false, "1234567890": false, "13800138000": false, "2024-09-05-11": false, "aaaaaaaaaaaa": false, "abababababab": false,
		"password123": false, "Password2024!": false, "P@ssw0rd2024": false, "qwertyuiop1": false, "1q2w3e4r5t6y": false, "admin@123456": false, "Admin888888": false,
		"woaini5201314": false, "Beijing2024": false, "!!!!administrator": false, "zhangsan2024": false, "管理员123456789": false, "wangfang2024": false, "WangFang#1234567": false,
		"p.a.s.s.w.o.r.d": false, strings.Repeat("长密码abc", 50): false, "bad\xffbytes here": false,
	} {
		if err := CheckPassword("wangfang", password); (err == nil) != good {
			t.Errorf("%q: %v", password, err)
		}
	}
}

func TestSecretMarks(t *testing.T) {
	const rest = "\n关于某项工作的报告\n区委办公室：\n现将有关情况报告如下。\n"
	for head, want := range map[string]string{
		"机密★10年": "机密", "000123\n机密★1年\n特急": "机密", "000012    秘密★启封前    特急": "秘密", "绝密★启用前": "绝密", "秘密★": "秘密", "绝　密": "绝密", "机 密 ★ 长期": "机密",
		"绝密": "绝密", "\ufeff秘密\n特急": "秘密", "秘密 10年": "秘密", "秘密·长期": "秘密", "机密　特急": "机密", "【机密】": "机密", "（秘密）": "秘密", "[绝密] 关于某事的请示": "绝密", "某某会议纪要（机密）": "机密", "密级：秘密": "秘密",
		"密级: 机密★20年": "机密", "某某区委办公室文件\n\n\n机密☆5年": "机密", "机密*5年": "机密",
		// near misses
		"": "", "保密工作会议召开": "", "国家秘密工作": "", "关于加强保密工作的通知": "", "机密级计算机管理不到位": "", "秘密": "秘密", "工作秘密": "", "商业秘密": "", "内部资料 注意保存": "",
		"会议强调，要严格管理标有“机密★”的文件。": "", "标有机密★字样的文件要登记": "", "他说这是公开的秘密": "", "各单位要做好机密文件清退": "", "密级：公开": "", "密级：": "", "非密": "", "不涉密": "",
		"绝密档案展开展": "", "《绝密》一书": "", "严守党和国家秘密": "", "★重点工作": "", "5★级酒店": "", "（秘密工作领导小组）": "", "（机密室）改造": "", "揭秘密云水库": "", "北京市密云区": "",
	} {
		if got := SecretMark(head + rest); got != want {
			t.Errorf("%q: %q, want %q", head, got, want)
		}
	}
	if got := SecretMark(strings.Repeat("某街道推进老旧小区改造。\n", 40) + "机密★\n"); got != "" {
		t.Errorf("a mark far down: %q", got)
	}
	if err := CheckSecrecy("机密★10年" + rest); AsMistake(err) == nil || CheckSecrecy(rest) != nil {
		t.Error("the check does not follow the mark")
	}
}
