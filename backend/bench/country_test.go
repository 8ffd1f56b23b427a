package bench

import (
	"testing"

	"taizhang/backend/ledger"
)

// TestCountry holds the made-up register to what a country has, and to what an office's own must keep to.
func TestCountry(t *testing.T) {
	all := Country()
	kinds := map[ledger.UnitKind]int{}
	for _, u := range all {
		kinds[u.Kind]++
	}
	if kinds[ledger.Province] != 31 || kinds[ledger.District] != countryDistricts || kinds[ledger.Subdistrict]+kinds[ledger.Town] != countryTowns {
		t.Errorf("the country has %v", kinds)
	}
	if _, err := (ledger.Register{}).WithUnits(all...); err != nil {
		t.Error(err)
	}
}
