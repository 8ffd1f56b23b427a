package intake

import (
	"bytes"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/seeds"
)

func TestReadUnits(t *testing.T) {
	units, err := ReadUnits(bytes.NewReader(seeds.Units))
	if err != nil {
		t.Fatal(err)
	}
	local := 0
	byName := map[string]ledger.Unit{}
	for _, u := range units {
		byName[u.Name] = u
		if u.Kind.Local() {
			local++
		}
	}
	if local != 26 {
		t.Errorf("%d sub-districts and towns, want 26", local)
	}
	old := byName["六里桥街道"].Aliases[0]
	if old.Name != "卢沟桥街道" || !old.Holds("2020-12-31") || old.Holds("2024-09-06") {
		t.Errorf("alias %+v", old)
	}
	if u := byName["区城市管理委员会"]; u.Short != "区城管委" || u.Kind != ledger.Department {
		t.Errorf("%+v", u)
	}
}

func TestReadUnitsOfAnotherDistrict(t *testing.T) {
	units, err := ReadUnits(strings.NewReader("\ufeffname,code,kind,short\r\n河湾镇,320100101,town,\r\n\"区教委\",jw,department,教委\r\n"))
	if err != nil || len(units) != 2 || units[0].Short != "河湾镇" || units[1].Position != 2 {
		t.Errorf("%+v %v", units, err)
	}
}

func TestUnitMistakes(t *testing.T) {
	for name, c := range map[string]struct{ text, zh string }{
		"empty":          {"", "列名"},
		"no units":       {"code,name,short,kind\n", "没有单位"},
		"unknown column": {"code,name,short,kind,phone\n", "phone"},
		"missing column": {"code,name,short\n", "kind"},
		"no code":        {"code,name,short,kind\n,甲镇,甲,town\n", "第 2 行“code”列"},
		"no name":        {"code,name,short,kind\n1,,甲,town\n", "第 2 行“name”列"},
		"unknown kind":   {"code,name,short,kind\n1,甲镇,甲,village\n", "第 2 行“kind”列"},
		"twice":          {"code,name,short,kind\n1,甲镇,甲,town\n1,乙镇,乙,town\n", "第 3 行“code”列"},
		"no day":         {"code,name,short,kind,valid_from\n1,甲镇,甲,town,2024-02-30\n", "第 2 行“valid_from”列"},
		"alias's day":    {"code,name,short,kind,aliases\n1,甲镇,甲,town,乙镇<昨天\n", "第 2 行“aliases”列"},
		"quotes":         {"code,name,short,kind\n1,\"甲镇,甲,town\n", "第 "},
		"columns":        {"code,name,short,kind\n1,甲镇\n", "第 2 行"},
	} {
		_, err := ReadUnits(strings.NewReader(c.text))
		m := ledger.AsMistake(err)
		if m == nil || m.Code != ledger.Invalid || !strings.Contains(m.Words.ZH, c.zh) || m.Words.EN == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadThemes(t *testing.T) {
	themes, err := ReadThemes(bytes.NewReader(seeds.Themes))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, x := range themes {
		names[x.Name] = true
		if x.English == "" || len(x.Cues) == 0 {
			t.Errorf("%s lacks its English name or its cues", x.Name)
		}
		for _, same := range x.Same {
			if same == x.Name {
				t.Errorf("%s is the same as itself", x.Name)
			}
		}
	}
	for _, want := range []string{"接诉即办", "城市环境", "安全生产", "民生保障", "经济发展", "营商环境", "党建引领", "乡村振兴", "平安建设", "应急管理", "物业管理", "垃圾分类", "大气污染治理", "巡视整改", "城市运行"} {
		if !names[want] {
			t.Errorf("no theme %s", want)
		}
	}
	for _, bad := range []string{"", "- {name: 甲, color: red}", "- {english: A}", "- {name: 甲}\n- {name: 甲}", "{"} {
		if _, err := ReadThemes(strings.NewReader(bad)); ledger.AsMistake(err) == nil {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
