0000  83 ff 00                       cmp edi, 0x0
0003  74 11                          je L0
0005  83 ff 01                       cmp edi, 0x1
0008  74 12                          je L1
000a  83 ff 02                       cmp edi, 0x2
000d  74 13                          je L2
000f  83 ff 03                       cmp edi, 0x3
0012  74 14                          je L3
0014  eb 18                          jmp L4
L0:
0016  b8 0a 00 00 00                 mov eax, 0xa
001b  c3                             ret
L1:
001c  b8 0b 00 00 00                 mov eax, 0xb
0021  c3                             ret
L2:
0022  b8 0c 00 00 00                 mov eax, 0xc
0027  c3                             ret
L3:
0028  b8 0d 00 00 00                 mov eax, 0xd
002d  c3                             ret
L4:
002e  b8 0e 00 00 00                 mov eax, 0xe
0033  c3                             ret
