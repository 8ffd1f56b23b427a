package web_test

import (
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	apidoc "taizhang/docs/api"
)

// elsewhere are the operations whose examples name what only a program's own reading tells, such as the digest of what it was shown; and
// what is answered for it here.
var elsewhere = map[string]int{
	"takeReading": 409, "saveCalendar": 409, "saveLights": 409, "sealMonth": 409, "useTemplate": 404, "mergeFindings": 409, "answerDueQuestions": 404,
}

// Every request of JSON has an example in the description, which is of its schema (newContract looks) and is taken as it stands: in the
// order of the description, by whoever may, on a ledger with one report accepted and one to review.
func TestExamplesAreTaken(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	k := newContract(w)
	k.as(ledger.Liaison)
	k.asOwner()
	var person *ledger.User
	check(t, w.db.Write(t.Context(), ledger.System, func(w *store.Writer) (err error) {
		person, err = w.AddUser(ledger.User{Name: "李强", Account: ledger.Account{Role: ledger.Leader}})
		return err
	}))
	d, err := apidoc.Read()
	check(t, err)
	tried := 0
	for _, path := range d.Paths {
		in := strings.NewReplacer("{number}", url.PathEscape(task1), "{code}", ownUnit, "{user}", itoa(person.ID), "{paper}", "bulletin", "{month}", "2024-09")
		at := in.Replace(path.Name)
		if at = strings.ReplaceAll(at, "/channels/{id}", "/channels/1"); strings.HasPrefix(at, "/reports/") {
			at = k.toReview(at)
		}
		for _, o := range path.Value {
			for _, body := range o.Value.RequestBody.Content {
				switch {
				case body.Name != "application/json":
					continue
				case body.Value.Example == nil:
					t.Errorf("%s has no example", o.Value.ID)
					continue
				}
				tried++
				k.asOwner()
				if o.Value.ID == "acknowledgeEntries" || o.Value.ID == "readReminders" {
					k.token = tokenOf(ledger.Liaison)
				}
				var answer []byte
				got, want := k.call(strings.ToUpper(o.Name), at, body.Value.Example, &answer), elsewhere[o.Value.ID]
				if got != want && (want != 0 || got >= 300) {
					t.Errorf("the example of %s is answered with %d: %s", o.Value.ID, got, answer)
				}
			}
		}
	}
	if tried < 35 {
		t.Errorf("only %d examples", tried)
	}
}

// toReview fills a report that waits for review, and a finding of it, into a path.
func (k *contract) toReview(path string) string {
	k.t.Helper()
	k.asOwner()
	var report struct{ Report struct{ ID int64 } }
	k.want(201, "POST", "/reports", map[string]any{"name": path, "published": "2024-09-06", "text": asks + said + "。\n" + path}, &report)
	id := itoa(report.Report.ID)
	if strings.HasSuffix(path, "/findings") {
		return strings.ReplaceAll(path, "{id}", id)
	}
	var finding struct{ ID int64 }
	k.want(201, "POST", "/reports/"+id+"/findings", map[string]any{"kind": "task", "words": said}, &finding)
	return strings.NewReplacer("{id}", id, "{finding}", itoa(finding.ID)).Replace(path)
}
