package bench

import (
	"fmt"
	"math/rand/v2"

	"taizhang/backend/ledger"
)

// How many units of each level a made-up country has: as many as there are in fact, give or take a few.
const (
	countryCities    = 333
	countryDistricts = 2_850
	countryTowns     = 41_000
)

// countryProvinces are the first two digits of their codes, with the names; those that are cities too have districts right below them.
var countryProvinces = []struct {
	code, name, short string
	city              bool
}{
	{"11", "北京市", "北京", true}, {"12", "天津市", "天津", true}, {"13", "河北省", "河北", false}, {"14", "山西省", "山西", false}, {"15", "内蒙古自治区", "内蒙古", false},
	{"21", "辽宁省", "辽宁", false}, {"22", "吉林省", "吉林", false}, {"23", "黑龙江省", "黑龙江", false}, {"31", "上海市", "上海", true}, {"32", "江苏省", "江苏", false},
	{"33", "浙江省", "浙江", false}, {"34", "安徽省", "安徽", false}, {"35", "福建省", "福建", false}, {"36", "江西省", "江西", false}, {"37", "山东省", "山东", false},
	{"41", "河南省", "河南", false}, {"42", "湖北省", "湖北", false}, {"43", "湖南省", "湖南", false}, {"44", "广东省", "广东", false}, {"45", "广西壮族自治区", "广西", false},
	{"46", "海南省", "海南", false}, {"50", "重庆市", "重庆", true}, {"51", "四川省", "四川", false}, {"52", "贵州省", "贵州", false}, {"53", "云南省", "云南", false},
	{"54", "西藏自治区", "西藏", false}, {"61", "陕西省", "陕西", false}, {"62", "甘肃省", "甘肃", false}, {"63", "青海省", "青海", false}, {"64", "宁夏回族自治区", "宁夏", false},
	{"65", "新疆维吾尔自治区", "新疆", false},
}

// Characters that made-up names are put together from; the first names stand in very many districts, as they do in fact.
var (
	countryFirst  = []rune("安白宝昌长大德东丰福高广海和恒华嘉建江金锦景静康乐临灵龙明南宁平清庆荣瑞山石顺泰天通万文西祥新兴秀延阳义永玉元云正")
	countrySecond = []rune("安坝滨昌城川村岛定峰福岗港沟谷关河湖化集江津康口岭林陵隆门明宁坪坡浦桥清曲泉沙山水台塘田亭屯湾溪乡兴阳原源州庄")
	everywhere    = []string{"城关", "城东", "城西", "中山", "新华", "人民路", "解放路", "和平", "东风", "胜利", "建设", "太平"}
)

// Country is a made-up register of a whole country, the same one each time: provinces, their cities, the districts of these and the sub-districts
// and towns of each, some 44,000 units with the names that offices give them. Provinces bear their own names and nothing else is a real place's.
func Country() []ledger.Unit {
	m := countryMaker{rand: rand.New(rand.NewPCG(44, 2260))}
	var cities []ledger.Unit
	for _, p := range countryProvinces {
		kind := ledger.Province
		u := m.add(ledger.Unit{Code: p.code + "0000", Name: p.name, Short: p.short, Kind: kind})
		if p.city {
			cities = append(cities, u)
		}
	}
	m.cities(&cities)
	districts := m.districts(cities)
	for i, d := range districts {
		m.towns(d, share(countryTowns, len(districts), i))
	}
	return m.units
}

// share is what the ith of n has of a whole, so that all of them have all of it.
func share(whole, n, i int) int { return whole*(i+1)/n - whole*i/n }

type countryMaker struct {
	rand  *rand.Rand
	units []ledger.Unit
}

func (m *countryMaker) add(u ledger.Unit) ledger.Unit {
	if u.Official == "" {
		u.Official = u.Name
	}
	u.Position = len(m.units) + 1
	m.units = append(m.units, u)
	return u
}

// name is one that none of the names used among siblings is.
func (m *countryMaker) name(used map[string]bool) string {
	for {
		n := string(countryFirst[m.rand.IntN(len(countryFirst))]) + string(countrySecond[m.rand.IntN(len(countrySecond))])
		if !used[n] {
			used[n] = true
			return n
		}
	}
}

func (m *countryMaker) cities(all *[]ledger.Unit) {
	var provinces []ledger.Unit
	for i, p := range countryProvinces {
		if !p.city {
			provinces = append(provinces, m.units[i])
		}
	}
	used := map[string]bool{}
	for i, p := range provinces {
		for n := range share(countryCities, len(provinces), i) {
			short := m.name(used)
			*all = append(*all, m.add(ledger.Unit{Code: fmt.Sprintf("%s%02d00", p.Code[:2], n+1), Name: short + "市", Short: short, Official: p.Name + short + "市", Kind: ledger.City, Parent: p.Code}))
		}
	}
}

func (m *countryMaker) districts(cities []ledger.Unit) (all []ledger.Unit) {
	for i, c := range cities {
		used := map[string]bool{c.Short: true}
		for n := range share(countryDistricts, len(cities), i) {
			short, suffix, code := m.name(used), "区", fmt.Sprintf("%s%02d", c.Code[:4], n+1)
			if c.Kind == ledger.Province {
				code = fmt.Sprintf("%s01%02d", c.Code[:2], n+1)
			} else if n > 2 {
				suffix = "县"
			}
			all = append(all, m.add(ledger.Unit{Code: code, Name: short + suffix, Short: short, Official: c.Official + short + suffix, Kind: ledger.District, District: code, Parent: c.Code}))
		}
	}
	return all
}

// towns adds the sub-districts and towns of a district, the first of which bear the names that stand everywhere.
func (m *countryMaker) towns(d ledger.Unit, n int) {
	used := map[string]bool{d.Short: true}
	for i := range n {
		u := ledger.Unit{Code: fmt.Sprintf("%s%03d", d.Code, i+1), Kind: ledger.Subdistrict, District: d.Code, Parent: d.Code}
		if u.Short = everywhere[(i+len(m.units))%len(everywhere)]; i > 2 || used[u.Short] {
			u.Short = m.name(used)
		}
		used[u.Short] = true
		u.Name = u.Short + "街道"
		u.Aliases = []ledger.Alias{{Name: u.Name + "办事处"}, {Name: u.Name + "办"}, {Name: u.Name + "党工委"}}
		if i >= 6 {
			u.Kind, u.Name = ledger.Town, u.Short+"镇"
			u.Aliases = []ledger.Alias{{Name: u.Name + "人民政府"}, {Name: u.Name + "党委"}}
		}
		u.Official = d.Official + u.Name
		m.add(u)
	}
}
