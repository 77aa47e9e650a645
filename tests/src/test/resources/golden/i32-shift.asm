0000  c4 e2 49 f7 c7                 shlx eax, edi, esi
0005  c3                             ret
