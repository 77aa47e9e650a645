0000  48 8b c7                       mov rax, rdi
0003  85 f6                          test esi, esi
0005  74 10                          je L2
0007  83 fe ff                       cmp esi, -0x1
000a  74 07                          je L1
000c  99                             cdq
000d  f7 fe                          idiv esi
L0:
000f  48 8b c2                       mov rax, rdx
0012  c3                             ret
L1:
0013  31 d2                          xor edx, edx
0015  eb f8                          jmp L0
L2:
0017  e8 00 00 00 00                 call trap: integer divide by zero
