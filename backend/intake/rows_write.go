package intake

import (
	"strconv"
	"strings"
)

// write says in words what a row of a task table says:
//
//  3. 老旧小区改造：完成立项（牵头单位：甲局；配合单位：乙镇；完成时限：9月底前）
//
// and, where the table tells what was reached or what is wrong, each on a line of its own:
//
//  4. 冷链物流基地
//     责任单位：甲局
//     进展情况：已完成可研批复
//     存在问题：征地缓慢
//     下步措施：办理施工许可（责任单位：甲局；完成时限：10月15日）
func (c columns) write(row []string) []string {
	tasks := c.filled(row, asTask)
	about := c.filled(row, asName)
	reports := len(c.filled(row, asProgress))+len(c.filled(row, asShortcoming)) > 0
	if len(tasks) > 1 && !reports { // the last column says what to do, those before what it is for
		about, tasks = append(about, tasks[:len(tasks)-1]...), tasks[len(tasks)-1:]
	}
	if !reports {
		said := append(c.texts(row, about), c.texts(row, tasks)...)
		return []string{c.number(row) + strings.Join(distinct(said), "：") + c.brackets(row, true)}
	}
	out := distinct(c.texts(row, about))
	for _, i := range c.filled(row, asLead) {
		out = append(out, c.labelled(row, i))
	}
	for i, r := range c.roles {
		switch r {
		case asTask:
			if said := c.labelled(row, i); said != "" {
				out = append(out, said+c.brackets(row, false))
			}
		case asProgress, asShortcoming, asOther, "":
			out = append(out, c.labelled(row, i))
		}
	}
	if len(tasks) == 0 {
		for _, i := range append(c.filled(row, asSupport), c.filled(row, asDue)...) {
			out = append(out, c.labelled(row, i))
		}
	}
	out = without(out, "")
	if len(out) > 0 {
		out[0] = c.number(row) + out[0]
	}
	return out
}

// filled lists the columns of a role in which the row says something.
func (c columns) filled(row []string, want role) (all []int) {
	for i, r := range c.roles {
		if r == want && said(at(row, i)) != "" {
			all = append(all, i)
		}
	}
	return all
}

// said is a cell's words, "" for one that is crossed out.
func said(text string) string {
	switch text = strings.TrimSpace(text); text {
	case "-", "—", "——", "/", "\\", "－", "--":
		return ""
	}
	return text
}

func (c columns) texts(row []string, cols []int) (all []string) {
	for _, i := range cols {
		all = append(all, inline(at(row, i), c.between(i)))
	}
	return all
}

// between is what stands between the lines of a column's cell: names are listed, sentences end.
func (c columns) between(i int) string {
	if r := c.roles[i]; r == asLead || r == asSupport {
		return "、"
	}
	return "；"
}

// labelled is a cell behind its heading, "" where it says nothing.
func (c columns) labelled(row []string, i int) string {
	if said(at(row, i)) == "" {
		return ""
	}
	text := inline(at(row, i), c.between(i))
	if c.words[i] == "" {
		return text
	}
	return c.words[i] + "：" + text
}

// brackets are who and when, and with all what else the row says.
func (c columns) brackets(row []string, all bool) string {
	var parts []string
	for _, want := range []role{asLead, asSupport, asDue, asOther, ""} {
		if want == asOther && !all {
			break
		}
		for _, i := range c.filled(row, want) {
			parts = append(parts, c.labelled(row, i))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "（" + strings.Join(parts, "；") + "）"
}

// number is the row's own number as a list's: 3 → 3. .
func (c columns) number(row []string) string {
	for _, i := range c.filled(row, asNumber) {
		n := strings.TrimSpace(at(row, i))
		if _, err := strconv.Atoi(n); err == nil {
			return n + ". "
		}
		return n + " "
	}
	return ""
}

// distinct leaves out what is said twice running, as by merged cells.
func distinct(all []string) []string {
	var out []string
	for _, s := range all {
		if len(out) == 0 || out[len(out)-1] != s {
			out = append(out, s)
		}
	}
	return out
}

func without(all []string, gone string) []string {
	var out []string
	for _, s := range all {
		if s != gone {
			out = append(out, s)
		}
	}
	return out
}
