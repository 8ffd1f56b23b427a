package main

import (
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"taizhang/backend/ledger"
)

// helpZH is the help of commands and flags in Chinese; the English stands with each. A flag of one command alone is named after it.
var helpZH = map[string]string{
	"": "督查台账：会议报道进来，任务跟到销号。",

	"serve": "启动网页和 API 服务。", "import": "导入报告，和网页上的导入一样。", "extract": "读一份报告并输出读到的内容；不需要数据库。", "eval": "用已知结果的文件夹给抽取打分；不需要数据库。",
	"export": "把台账写成 xlsx、docx、csv、json 或 ics，或写成一份文稿。", "units": "单位名录。", "units load": "载入单位名录，csv 文件，格式同 seeds/units.csv。", "units export": "把单位名录写成这样的文件。",
	"themes": "领域，以及指向它们的词。", "themes load": "载入领域，yaml 文件，格式同 seeds/themes.yaml。", "themes export": "把领域写成这样的文件。",
	"words": "本单位的词，加在读报告所用的词里。", "words load": "载入本单位的词：每行先写词库名，再写词。", "words export": "把本单位的词写成这样的文件，列出每个词库。",
	"token": "API 的令牌。", "token create": "为程序生成令牌；只显示这一次。", "user": "可以登录的人。", "user add": "添加用姓名和密码登录的人。",
	"audit": "审计日志：谁做过什么。", "audit verify": "核对审计日志没有一行被改动、删除或调换。", "audit anchor": "把日志的末端打印成一行，另行保存，供 verify --anchor 核对。", "audit trim": "把满期的旧行移到校验点之后的归档里。",
	"remind": "按规则催办今天该催的，发出等待的消息，和服务自己做的一样。", "backup": "把整个台账备份到一个文件夹，不影响使用。", "restore": "把备份恢复到空的数据文件夹或 PostgreSQL 数据库。",
	"doctor": "检查系统并说明该做什么；不加 --repair 则只读不改。", "copy": "在数据文件夹与 PostgreSQL 数据库之间逐行复制整个台账，并核对。", "bench": "用虚构的事项测这台机器有多快，并与最少要花的时间对照。",
	"rules": "把抽取规则打印成文档的一页。", "version": "显示版本。",

	"--help": "显示帮助。", "--data": "数据文件夹。", "--database": "PostgreSQL 数据库（15 以上），代替数据文件夹存放台账。", "--database-read": "该数据库的只读副本，页面从这里读取；自己刚写的总能看到。", "--timezone": "本区的时区。",
	"--addr": "监听地址；不填为 127.0.0.1:8080，被占用则用下一个空闲端口。", "--max-upload": "单份报告的最大体积（MB）。", "--sample": "导入程序自带的示例报道，只导一次。",
	"--idle": "多久不用即退出登录。", "--session": "一次登录最长多久。", "--secure": "Cookie 只走 TLS（前面有 TLS 代理时使用）。", "--dev": "在 /gallery 显示页面和部件的样例。",
	"--log-level": "日志级别：debug、info、warn 或 error。", "--rate": "一个账号每分钟最多请求多少次，0 为不限；可以一次来六分之一。", "--rate-address": "不用登录的页面，一个地址每分钟最多请求多少次。",
	"--office": "LibreOffice，用来把文稿变成 PDF；不填则在常见位置查找。", "--backup": "服务期间每天备份到这个文件夹一次，最好在另一块盘上。", "--backup-keep": "保留几份这样的备份。",
	"doctor --backup": "存放备份的文件夹。", "--repair": "保存的计数有误时重新清点，并记入审计日志。",
	"--reminders": `催办的规则和上限，JSON，如 {"before":[3],"every":7}；设了以后网页上只能看。`, "--site": "本系统的地址，用在消息里的链接。",
	"--smtp": "邮件服务器：smtp://用户:密码@主机:587、smtps:// 或 smtp+plain://。", "--mail-from": "发件地址。", "--dingtalk": "钉钉机器人的 Webhook，收所有单位的催办。", "--dingtalk-secret": "钉钉机器人的密钥。",
	"--wecom": "企业微信机器人的 Webhook。", "--feishu": "飞书机器人的 Webhook。", "--feishu-secret": "飞书机器人的密钥。", "--webhook-allow": "除机器人自己的主机外，Webhook 还可以发往哪些地址（代理）：https://proxy.example。",
	"--date": "发布日期，如 2024-09-06；没有年份的日期按它推算。", "--name": "名称。", "import --name": "报告的名称；不填用文件名。", "token create --name": "令牌给谁用。", "--keep": "没有读到事项的报告也保留。", "backup --keep": "只留最新的几份，其余删除；0 为都不删。",
	"--register": "不经核对，读到的全部列入台账。", "--units": "读报告用的单位名录（csv）；不填用自带的。", "--themes": "读报告用的领域（yaml）；不填用自带的。", "--format": "格式：xlsx、docx、pdf（经 LibreOffice）、csv、json、ics。",
	"extract --format": "json 给程序，text 给人看。", "--paper": "格式为 docx 或 pdf 时，写哪种文稿而不是台账：brief（单位一页纸）、bulletin（月度通报）、notice（督办函）、tasks（任务分解表）。",
	"--out": "写到哪个文件；- 为标准输出。", "--filter": "导出哪些，写法同列表地址：--filter kind=task;month=2024-09，也可写 month=last-month。", "--lang": "zh 或 en；不填用终端的语言。", "--dry-run": "什么都不保存，只看会改变什么。",
	"remind --dry-run": "列出今天会催哪些、按哪条规则；不催也不发。", "--role": "角色：owner、clerk、liaison、leader、system-admin、security-admin 或 auditor。", "--unit": "联络员的单位，写代码。", "import --unit": "这些报告属于哪个单位，写代码；一套系统管几个区时要写。",
	"--anchor": "锚点文件，每行一个，日志必须与它相符；- 读标准输入。", "--archive": "归档文件：verify 时一并核对，可写多次；trim 时是移出的行先写入的新文件。", "--before": "移出这一天以前写下的，至少是六个月前。",
	"--verify": "把核对了什么逐项说出来。", "--json": "输出给程序读的数字。", "--verbose": "逐项列出差别。", "--entries": "虚构台账有多少事项；可给几个数，逐个测。", "--reports": "导入多少份报告。", "--rounds": "每项工作测几轮。",
	"--slice":   "每一轮两边各测多久。",
	"--metrics": "在这个单独的地址上提供 /metrics 给 Prometheus；不填则不提供。别的机器能访问时必须有令牌。", "--metrics-token": "读取这些数字要出示的令牌。",
	"--tls-cert": "用这份证书（PEM，含证书链）提供 TLS。", "--tls-key": "证书的私钥（PEM）。", "--proxies": "前面代理的地址或网段；只相信它们所说的访问者（X-Forwarded-For）。",
	"bench --only": "只测名称里有这些字的项目。", "bench --profile": "把处理器时间的去向写入此文件（包括我们的和最少的），供 go tool pprof 查看。", "bench --svg": "在此文件里画出各项用时随事项数的增长。",
	"bench --country":  "载入虚构的全国名录（44,000 个单位），逐页测量，不测别的。",
	"bench --database": "存放虚构事项的空 PostgreSQL 数据库，代替文件夹；只能测一种规模。", "token list": "列出程序的令牌：名称、角色、单位、生成和最后使用的时间。", "token revoke": "立即停用一个程序的令牌。",
	"--folder": "虚构台账存放的文件夹，可再用；不填用临时文件夹。",

	"<file>": "文件；- 为标准输入。", "import <file>": "报告，或装着报告的文件夹；- 为标准输入。", "extract <file>": "报告；- 为标准输入。", "eval <folder>": "标准答案（*.gold.json）所在的文件夹；原文放在其中或旁边的文件夹里。",
	"backup <folder>": "存放备份的文件夹；每份备份在其中自成一个文件夹。", "restore <folder>": "备份：backup 做出的其中一个文件夹。", "copy <from>": "要复制的数据文件夹或 PostgreSQL 数据库。", "copy <to>": "新的数据文件夹，或空的 PostgreSQL 数据库。",
	"token revoke <name>": "令牌的名称。", "user add <name>": "登录用的姓名。",
}

// helpIn has the command line explain itself in the terminal's language.
func helpIn(l ledger.Lang, app *kong.Application) {
	if l == ledger.English {
		return
	}
	app.Help = helpZH[""]
	app.HelpFlag.Help = helpZH["--help"]
	eachHelp(app.Node, func(key, own string, help *string) {
		if zh := helpZH[own]; zh != "" {
			*help = zh
		} else if zh := helpZH[key]; zh != "" {
			*help = zh
		}
	})
}

// eachHelp calls f with every command, argument and flag: what it is called, what it is called of its own command, and its help.
func eachHelp(n *kong.Node, f func(key, own string, help *string)) {
	for _, child := range n.Children {
		path := strings.TrimPrefix(child.FullPath(), "taizhang ")
		f(path, path, &child.Help)
		for _, arg := range child.Positional {
			f("<"+arg.Name+">", path+" <"+arg.Name+">", &arg.Help)
		}
		for _, flag := range child.Flags {
			f("--"+flag.Name, path+" --"+flag.Name, &flag.Help)
		}
		eachHelp(child, f)
	}
}

// titlesZH are the words that stand around the help, in Chinese.
var titlesZH = strings.NewReplacer("Usage: ", "用法：", "Arguments:", "参数：", "Flags:", "选项：", "Commands:", "命令：",
	`Run "taizhang <command> --help" for more information on a command.`, "运行“taizhang <command> --help”查看某个命令的说明。")

// printHelp prints the help with its titles in the terminal's language.
func printHelp(o kong.HelpOptions, c *kong.Context) error {
	if terminalLanguage() == ledger.English {
		return kong.DefaultHelpPrinter(o, c)
	}
	var b strings.Builder
	out := c.Stdout
	c.Stdout = &b
	err := kong.DefaultHelpPrinter(o, c)
	if c.Stdout = out; err != nil {
		return err
	}
	_, err = io.WriteString(out, titlesZH.Replace(b.String()))
	return err
}
