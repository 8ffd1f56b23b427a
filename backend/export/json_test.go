package export

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"taizhang/backend/ledger"
)

func TestJSONReadsBack(t *testing.T) {
	for _, list := range [][]ledger.Entry{entries(), nil} {
		var b bytes.Buffer
		if err := jsonFile.Write(&b, table(ledger.Chinese), each(list)); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Title string
			Day   ledger.Date
			Items []struct {
				ledger.Entry
				Light  ledger.Light
				Source source
			}
		}
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatalf("%v in %s", err, b.String())
		}
		if got.Title != "2024-09 台账 & 更多" || got.Day != "2024-10-09" || len(got.Items) != len(list) {
			t.Errorf("head: %+v", got)
		}
		for i, g := range got.Items {
			if !reflect.DeepEqual(g.Entry, list[i]) || g.Light != list[i].Light(table("").Day) {
				t.Errorf("row %d: %+v\nwant %+v", i, g, list[i])
			}
		}
		if len(list) > 0 && got.Items[0].Source != (source{"区委书记月度工作点评会", "a.txt", "2024-09-06"}) {
			t.Errorf("source: %+v", got.Items[0].Source)
		}
	}
}
