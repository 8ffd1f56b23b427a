package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// fillForm reads the JSON object of a body into the form that the page of the same work reads, so that both are read by one
// function. fields are those it may have: texts, numbers, yes or no (as a box that is ticked or not), and lists of texts and numbers.
func fillForm(c *gin.Context, fields ...string) error {
	given := map[string]any{}
	if err := readJSON(c, spare, &given); err != nil {
		return err
	}
	form := url.Values{}
	for name, value := range given {
		all, isList := value.([]any)
		if !isList {
			all = []any{value}
		}
		for _, v := range all {
			said, ok := saidInForm(v)
			if !ok || !slices.Contains(fields, name) {
				return ledger.Mistake(ledger.BadRequest, name, "没有“%s”这个字段，或者它的写法不对。", "There is no field “%s”, or it is not written as it should be.", name)
			}
			if said != "" || !isList {
				form.Add(name, said)
			}
		}
	}
	c.Request.Form, c.Request.PostForm = form, form
	return nil
}

// saidInForm is a value of JSON as a form sends it.
func saidInForm(v any) (said string, ok bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case bool:
		if v {
			return "on", true
		}
		return "", true
	}
	return "", false
}
