 #

BB BBBBBBBBBB BBB BBBBBBBB gettext(u'%(from)s until %(until)s') SSSSSSSS SSSSS SSSSSSSSSBBBB BBBBBBBBBB gettext(u'from %(day)s') SSSS SSSSSSSBBBB BBBBBBBB gettext(u'until %(day)s') SSSSS SSSSSSSBBBB gettext(u'always') BBBBB
