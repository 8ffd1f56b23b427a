package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

// guide tells whoever changes the sheet what a cell takes: a day, a figure from 0 to 100, a theme of the register; and warns where a
// change would not be taken back into the ledger.
func guide(f *excelize.File, sheet string, x *Table, columns []column, rows int) error {
	if rows == 0 {
		return nil
	}
	var closed []string
	for i, c := range columns {
		cells := cellsOf(i, rows)
		var rule *excelize.DataValidation
		var err error
		switch c.back {
		case passed, fixed:
			closed = append(closed, cells)
			continue
		case "due":
			rule, err = dayRule(x.Lang)
		case "percent":
			rule, err = percentRule(x.Lang)
		case "theme":
			rule, err = themeRule(x)
		}
		if err == nil && rule != nil {
			rule.Sqref = cells
			err = f.AddDataValidation(sheet, rule)
		}
		if err != nil {
			return err
		}
	}
	return f.AddDataValidation(sheet, &excelize.DataValidation{
		Type: "custom", Formula1: "FALSE", Sqref: strings.Join(closed, " "), AllowBlank: false, ShowErrorMessage: true,
		ErrorStyle: word("warning"), ErrorTitle: word(x.Lang.T("这一栏由系统生成", "The system writes this column")),
		Error: word(x.Lang.T("改动不会导入台账。绿色表头的各栏可以修改。", "A change here is not taken back into the ledger. Columns with a green head may be changed.")),
	})
}

func cellsOf(column, rows int) string {
	name, _ := excelize.ColumnNumberToName(column + 1) // a column we have
	return fmt.Sprintf("%s2:%s%d", name, name, rows+1)
}

func word(s string) *string { return &s }

func dayRule(l ledger.Lang) (*excelize.DataValidation, error) {
	rule := excelize.NewDataValidation(true)
	rule.SetError(excelize.DataValidationErrorStyleStop, l.T("不是日期", "No date"), l.T("完成时限请写成 2024-09-30 的样子，没有就空着。", "Write the due date like 2024-09-30, or leave it empty."))
	return rule, rule.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween) // 2000-01-01 to 2099-12-31
}

func percentRule(l ledger.Lang) (*excelize.DataValidation, error) {
	rule := excelize.NewDataValidation(true)
	rule.SetError(excelize.DataValidationErrorStyleStop, l.T("不是完成度", "No percentage"), l.T("完成度是 0 到 100 的整数。", "How far it has come is a whole number from 0 to 100."))
	return rule, rule.SetRange(0, 100, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
}

// themeRule offers the themes, which stand on the sheet that explains; none where the table has none.
func themeRule(x *Table) (*excelize.DataValidation, error) {
	if len(x.Themes) == 0 {
		return nil, nil
	}
	rule := excelize.NewDataValidation(true)
	rule.SetError(excelize.DataValidationErrorStyleWarning, x.Lang.T("没有这个领域", "No such theme"), x.Lang.T("请从列表中选择。", "Choose one of the list."))
	rule.SetSqrefDropList(fmt.Sprintf("'%s'!$D$2:$D$%d", aboutSheet(x.Lang), len(x.Themes)+1))
	return rule, nil
}
