package ledger

// UnitKind is what a unit is.
type UnitKind string

const (
	Subdistrict  UnitKind = "subdistrict"  // 街道
	Town         UnitKind = "town"         // 镇、乡
	Department   UnitKind = "department"   // 区直部门、派出机构
	Enterprise   UnitKind = "enterprise"   // 企业
	Organisation UnitKind = "organisation" // 其他组织、区域、专班
	District     UnitKind = "district"     // 区、县
	City         UnitKind = "city"         // 市、地区、自治州
	Province     UnitKind = "province"     // 省、自治区、直辖市
	Community    UnitKind = "community"    // 社区、村
)

var unitKinds = map[UnitKind]Words{
	Subdistrict:  {"街道", "Sub-district"},
	Town:         {"镇", "Town"},
	Department:   {"部门", "Department"},
	Enterprise:   {"企业", "Enterprise"},
	Organisation: {"其他单位", "Other unit"},
	District:     {"区", "District"},
	City:         {"市", "City"},
	Province:     {"省", "Province"},
	Community:    {"社区", "Community"},
}

// UnitKinds lists the kinds in the order of choices.
var UnitKinds = []UnitKind{Subdistrict, Town, Department, Enterprise, Organisation, District, City, Province, Community}

// Words names the kind; Valid tells whether there is such a kind.
func (k UnitKind) Words() Words { return unitKinds[k] }
func (k UnitKind) Valid() bool  { return unitKinds[k] != Words{} }

// Local tells whether the kind is one of the 街镇, the units a district reviews every month.
func (k UnitKind) Local() bool { return k == Subdistrict || k == Town }

// Unit is a body that is praised, blamed or asked. Code is the key: the nine-digit code of GB/T 10114 where there is one,
// otherwise the register's own.
type Unit struct {
	Code      string   `gorm:"primaryKey" json:"code"`
	Name      string   `json:"name"`     // as the ledger writes it: 太平桥街道, 区房屋管理局
	Short     string   `json:"short"`    // as people say it: 太平桥
	Official  string   `json:"official"` // with the district's name, as on a seal
	Kind      UnitKind `json:"kind"`
	District  string   `json:"district"`         // GB/T 2260 code of the district: 110106
	Parent    string   `json:"parent,omitempty"` // code of the unit that it belongs to; "" for one at the top
	Path      string   `json:"-"`                // /110000/110106/110106002/: the codes from the top down to its own, worked out of the parents
	Position  int      `json:"-"`                // order in lists
	ValidFrom Date     `json:"valid_from,omitempty"`
	ValidTo   Date     `json:"valid_to,omitempty"`
	Tile      string   `json:"tile,omitempty"` // its place on the schematic map, 3-7 for row 3, column 7 from the north-west; "" for none
	Aliases   []Alias  `gorm:"foreignKey:UnitCode;references:Code" json:"aliases,omitempty"`
}

// Alias is another name of a unit, with the days between which it means this unit: 卢沟桥街道 before 2021-07 is today's
// 六里桥街道. Empty bounds are open.
type Alias struct {
	UnitCode  string `gorm:"primaryKey" json:"-"`
	Name      string `gorm:"primaryKey" json:"name"`
	ValidFrom Date   `json:"valid_from,omitempty"`
	ValidTo   Date   `json:"valid_to,omitempty"`
}

func (Alias) TableName() string { return "unit_aliases" }

// Holds tells whether the alias means its unit on day d; any day when d is "".
func (a Alias) Holds(d Date) bool {
	return d == "" || (a.ValidFrom == "" || a.ValidFrom <= d) && (a.ValidTo == "" || d <= a.ValidTo)
}

// Theme is a field of work, with the words that point to it and the names that count as the same.
type Theme struct {
	Name     string   `gorm:"primaryKey" json:"name" yaml:"name"`
	English  string   `json:"english" yaml:"english"`
	Same     []string `gorm:"serializer:json" json:"same" yaml:"same"` // 城乡环境建设 counts as 城市环境
	Cues     []string `gorm:"serializer:json" json:"cues" yaml:"cues"`
	Position int      `json:"-" yaml:"-"`
}

// Term is a word that an office adds to a list of the genre's words, such as verbs or columns.due.
type Term struct {
	List string `gorm:"primaryKey" json:"list"`
	Word string `gorm:"primaryKey" json:"word"`
}
