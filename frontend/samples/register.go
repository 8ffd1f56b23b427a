// Package samples holds one made-up but realistic value for every page, in both languages. The tests and the gallery are fed
// from it.
package samples

import (
	"fmt"
	"time"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

var day = ledger.Day{Today: "2024-09-20", Soon: "2024-09-25", Thresholds: ledger.DefaultThresholds}

var themes = []ledger.Theme{
	{Name: "接诉即办", English: "Citizen complaints"}, {Name: "城市环境", English: "Urban environment"},
	{Name: "安全生产", English: "Work safety"}, {Name: "民生保障", English: "Livelihood"},
	{Name: "经济发展", English: "Economy"}, {Name: "党建引领", English: "Party building"},
	{Name: "物业管理", English: "Property management"}, {Name: "平安建设", English: "Public security"},
}

var places = []string{"东河", "西苑", "南门", "北关", "青石", "柳林", "望湖", "永安", "金桥", "红旗", "新华", "朝阳门", "文昌", "石桥", "双井", "太和", "清水", "长堤", "古城", "枫林", "云台", "广济", "松岭", "白塔"}

// units are those of a made-up district: 24 sub-districts, two towns and some departments.
func units() (all []ledger.Unit) {
	add := func(name, short string, k ledger.UnitKind) {
		n := len(all) + 1
		all = append(all, ledger.Unit{Code: fmt.Sprintf("990101%03d", n), Name: name, Short: short, Official: "北山区" + name, Kind: k, District: "990101", Position: n})
	}
	for _, p := range places {
		add(p+"街道", p, ledger.Subdistrict)
	}
	add("河湾镇", "河湾", ledger.Town)
	add("杨庄镇", "杨庄", ledger.Town)
	for _, d := range []string{"区城市管理委员会", "区房屋管理局", "区应急管理局", "区政务服务局"} {
		add(d, d[len("区"):], ledger.Department)
	}
	for i := range places {
		all[i].Tile = fmt.Sprintf("%d-%d", i/6+1, i%6+1)
	}
	all[0].Aliases = []ledger.Alias{{Name: "东河办事处"}, {Name: "东河地区", ValidTo: "2021-07-01"}}
	return all
}

func party(name string, role ledger.PartyRole) ledger.Party {
	for _, u := range units() {
		if u.Name == name {
			return ledger.Party{UnitCode: &u.Code, Name: name, Role: role}
		}
	}
	return ledger.Party{Name: name, Role: role, Scope: ledger.ScopeOf(name)}
}

func base(l ledger.Lang, path string) pages.Base {
	zone := time.FixedZone("CST", 8*3600)
	return pages.Base{
		View: parts.View{Lang: l, Day: day, Zone: zone, Themes: themes, Units: units(), Account: ledger.Account{Role: ledger.Owner}},
		User: "督查室", Path: path, Now: at("2024-09-20T09:30:00+08:00"), Revision: 7,
	}
}

func at(s string) time.Time {
	t, _ := time.Parse(time.RFC3339, s)
	return t
}
